"""Anyone adds a score; a second one by the same person replaces the first."""
from __future__ import annotations

from typing import Any

from behaviour import Collection, Context, Operation, Outcome, Rule
from problem import forbidden, wrong
from tables import Record
from validation import is_whole


class Ratings:
    """Scores of records of one kind."""

    def __init__(self, schema: dict[str, Any], *, entity: str, highest: int) -> None:
        self._entity, self._highest = entity, highest

    def rule(self) -> Rule:
        return Rule(
            entity=self._entity,
            source=self,
            operations=[Operation("PUT", f"/api/{self._entity}/:id/rating", self.put)],
            collections=[Collection("_ratings", self._is_for, self._add, self._change, self._remove)],
        )

    def put(self, context: Context) -> Outcome:
        context.permissions.must_be_known(context.person)
        self._rate(context, context.params["id"], context.sent.get("score"))
        return Outcome(self._entity, context.existing(self._entity, context.params["id"]))

    def _is_for(self, context: Context, body: Record) -> bool:
        return body.get("entity") == self._entity

    def _add(self, context: Context, body: Record) -> tuple[int, Record]:
        return self._rate(context, body.get("of"), body.get("score"))

    def _change(self, context: Context, one: Record, body: Record) -> Record:
        self._must_own(context, one)
        return context.records.update("_ratings", one["id"], {"score": self._score(body.get("score"))})

    def _remove(self, context: Context, one: Record) -> None:
        self._must_own(context, one)
        context.records.remove("_ratings", one["id"])

    def _rate(self, context: Context, of: Any, value: Any) -> tuple[int, Record]:
        context.existing(self._entity, of)
        mine = context.records.first("_ratings", entity=self._entity, of=of, createdBy=context.by)
        score = self._score(value)
        if mine:
            return 200, context.records.update("_ratings", mine["id"], {"score": score})
        return 201, context.records.insert("_ratings", {"entity": self._entity, "of": of, "score": score}, context.by)

    def _score(self, value: Any) -> Any:
        if not is_whole(value) or not 1 <= value <= self._highest:
            raise wrong("score", f"A score is a whole number from 1 to {self._highest}.")
        return value

    def _must_own(self, context: Context, one: Record) -> None:
        if one.get("createdBy") != context.by:
            raise forbidden("This is the score of another person.")
