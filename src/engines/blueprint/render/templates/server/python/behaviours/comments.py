"""A discussion below each record."""
from __future__ import annotations

from typing import Any

from behaviour import Collection, Context, Operation, Outcome, Rule
from behaviours.linked import name_for
from problem import forbidden, wrong
from tables import Record
from values import length

LONGEST = 5000


class Comments:
    """Comments on records of one kind."""

    def __init__(self, schema: dict[str, Any], *, entity: str) -> None:
        self._entity = entity

    def rule(self) -> Rule:
        return Rule(
            entity=self._entity,
            source=self,
            operations=[Operation("POST", f"/api/{self._entity}/:id/comments", self.post)],
            collections=[Collection("_comments", self._is_for, self._add, None, self._remove)],
        )

    def post(self, context: Context) -> Outcome:
        context.permissions.must_be_known(context.person)
        self._say(context, context.params["id"], context.sent)
        return Outcome(self._entity, context.existing(self._entity, context.params["id"]))

    def _is_for(self, context: Context, body: Record) -> bool:
        return body.get("entity") == self._entity

    def _add(self, context: Context, body: Record) -> tuple[int, Record]:
        return 201, self._say(context, body.get("of"), body)

    def _say(self, context: Context, of: Any, body: Record) -> Record:
        context.existing(self._entity, of)
        text = body["text"].strip() if isinstance(body.get("text"), str) else ""
        if not text or length(text) > LONGEST:
            raise wrong("text", "A comment has up to 5000 characters, and at least one.")
        comment = {"entity": self._entity, "of": of, "text": text, "by": name_for(context.person, body.get("by"))}
        return context.records.insert("_comments", comment, context.by)

    def _remove(self, context: Context, comment: Record) -> None:
        below = context.records.find(self._entity, comment["of"])
        if comment.get("createdBy") != context.by and not context.permissions.may(context.person, "remove", self._entity, below):
            raise forbidden("This is the comment of another person.")
        context.records.remove("_comments", comment["id"])
