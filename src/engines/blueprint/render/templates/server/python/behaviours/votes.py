"""One vote a person."""
from __future__ import annotations

from typing import Any, Optional

from behaviour import Collection, Context, Operation, Outcome, Rule
from problem import forbidden
from tables import Record


class Votes:
    """Votes for records of one kind."""

    def __init__(self, schema: dict[str, Any], *, entity: str) -> None:
        self._entity = entity

    def rule(self) -> Rule:
        path = f"/api/{self._entity}/:id/vote"
        return Rule(
            entity=self._entity,
            source=self,
            operations=[Operation("PUT", path, self.put), Operation("DELETE", path, self.take_back)],
            collections=[Collection("_votes", self._is_for, lambda context, body: self._vote(context, body.get("of")), None, self._remove)],
        )

    def put(self, context: Context) -> Outcome:
        context.permissions.must_be_known(context.person)
        self._vote(context, context.params["id"])
        return self._outcome(context)

    def take_back(self, context: Context) -> Outcome:
        context.permissions.must_be_known(context.person)
        own = self._mine(context, context.params["id"])
        if own:
            context.records.remove("_votes", own["id"])
        return self._outcome(context)

    def _outcome(self, context: Context) -> Outcome:
        return Outcome(self._entity, context.existing(self._entity, context.params["id"]))

    def _is_for(self, context: Context, body: Record) -> bool:
        return body.get("entity") == self._entity

    def _mine(self, context: Context, of: str) -> Optional[Record]:
        return context.records.first("_votes", entity=self._entity, of=of, createdBy=context.by)

    def _vote(self, context: Context, of: Any) -> tuple[int, Record]:
        context.existing(self._entity, of)
        own = self._mine(context, of)
        return (200, own) if own else (201, context.records.insert("_votes", {"entity": self._entity, "of": of}, context.by))

    def _remove(self, context: Context, one: Record) -> None:
        if one.get("createdBy") != context.by:
            raise forbidden("This is the vote of another person.")
        context.records.remove("_votes", one["id"])
