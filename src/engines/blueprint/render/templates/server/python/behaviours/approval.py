"""Changes wait as proposals until someone who manages says yes; earlier versions are kept."""
from __future__ import annotations

from typing import Any

from behaviour import Collection, Context, Event, Operation, Outcome, Rule, Watcher
from behaviours.linked import name_for
from problem import forbidden, missing, refused, wrong
from tables import Record
from validation import is_empty
from values import check, known

STATES = ("accepted", "rejected", "waiting")


class Approval:
    """With `always`, everyone's changes wait, as there are no accounts to tell people apart."""

    def __init__(self, schema: dict[str, Any], *, entity: str, always: bool) -> None:
        self._entity, self._always = entity, always
        self._described = schema["entities"][entity]
        self._fields = [field["id"] for field in self._described["fields"]]

    def rule(self) -> Rule:
        base = f"/api/{self._entity}/:id"
        return Rule(
            entity=self._entity,
            source=self,
            operations=[
                Operation("POST", f"{base}/proposals", self.propose),
                Operation("POST", f"{base}/proposals/:proposalId/decision", self.decide),
                Operation("POST", f"{base}/versions/:versionId/restore", self.restore),
            ],
            watches={self._entity: Watcher(before=self.before)},
            collections=[Collection("_proposals", self._is_for, self._add, self._decide)],
        )

    def propose(self, context: Context) -> Outcome:
        id = context.params["id"]
        self._propose(context, id, context.body if context.body is not None else {}, context.sent.get("by"))
        return Outcome(self._entity, context.existing(self._entity, id))

    def decide(self, context: Context) -> Outcome:
        id = context.params["id"]
        proposal = context.records.find("_proposals", context.params["proposalId"])
        if proposal is None or proposal["of"] != id:
            raise missing("proposal", context.params["proposalId"])
        accept = context.sent.get("accept")
        if not isinstance(accept, bool):
            raise wrong("accept", "Yes or no? `accept` is true or false.")
        self._decide(context, proposal, {"state": "accepted" if accept else "rejected", "reason": context.sent.get("reason")})
        return Outcome(self._entity, context.existing(self._entity, id))

    def restore(self, context: Context) -> Outcome:
        record = context.existing(self._entity, context.params["id"])
        if not context.permissions.manages(context.person):
            raise forbidden("Only who manages brings an earlier version back.")
        version = context.records.find("_versions", context.params["versionId"])
        if version is None or version["of"] != record["id"]:
            raise missing("version", context.params["versionId"])
        check(context.records, self._entity, version["values"])
        self._keep(context, record)
        values = {**self._whole(version["values"]), "changedBy": context.by}
        return Outcome(self._entity, context.records.update(self._entity, record["id"], values, context.by))

    def before(self, event: Event) -> None:
        if event.before is None or event.after is None:
            return
        if not self._always and not event.context.permissions.manages(event.context.person):
            raise refused("Changes of this wait for a yes: send a proposal.")
        self._keep(event.context, event.before)

    def _is_for(self, context: Context, body: Record) -> bool:
        return body.get("entity") == self._entity

    def _add(self, context: Context, body: Record) -> tuple[int, Record]:
        return 201, self._propose(context, body.get("of"), body.get("values"), body.get("by"))

    def _propose(self, context: Context, of: Any, sent: Any, by: Any) -> Record:
        record = context.existing(self._entity, of)
        context.permissions.must(context.person, "change", self._entity, record)
        values = {**self._pick(record), **known(self._described, sent)}
        check(context.records, self._entity, values)
        proposal = {"entity": self._entity, "of": of, "values": values, "state": "waiting", "by": name_for(context.person, by)}
        return context.records.insert("_proposals", proposal, context.by)

    def _decide(self, context: Context, proposal: Record, body: Record) -> Record:
        state, reason = body.get("state"), body.get("reason")
        if not context.permissions.manages(context.person):
            raise forbidden("Only who manages decides on proposals.")
        # One's own may be taken back, but somebody else says yes.
        if state == "accepted" and proposal.get("createdBy") == context.by:
            raise forbidden("Somebody else has to decide on this proposal.")
        if state not in STATES:
            raise wrong("state", "A proposal is accepted or rejected.")
        # A rejection can be taken back.
        if proposal["state"] != ("rejected" if state == "waiting" else "waiting"):
            raise refused("The proposal is decided already.")
        if state == "accepted":
            self._accept(context, proposal)
        said = reason.strip()[:1000] if state == "rejected" and isinstance(reason, str) else None
        decided = {"state": state, "reason": said, "decidedBy": None if state == "waiting" else context.by}
        return context.records.update("_proposals", proposal["id"], decided)

    def _accept(self, context: Context, proposal: Record) -> None:
        record = context.existing(self._entity, proposal["of"])
        check(context.records, self._entity, proposal["values"])
        self._keep(context, record)
        values = {**self._whole(proposal["values"]), "changedBy": proposal.get("createdBy")}
        context.records.update(self._entity, record["id"], values, context.by)

    def _keep(self, context: Context, record: Record) -> None:
        """Keeps a record as it was."""
        by = record.get("changedBy") or record.get("createdBy")
        version = {"entity": self._entity, "of": record["id"], "values": self._pick(record), "by": by}
        context.records.insert("_versions", version, context.by)

    def _pick(self, record: Record) -> Record:
        return {id: record[id] for id in self._fields if not is_empty(record.get(id))}

    def _whole(self, values: Record) -> Record:
        return {id: values.get(id) for id in self._fields}
