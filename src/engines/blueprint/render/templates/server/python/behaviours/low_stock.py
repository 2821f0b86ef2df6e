"""Stock is counted up and down, and never below zero."""
from __future__ import annotations

from typing import Any

from behaviour import Context, Event, Operation, Outcome, Rule, Watcher
from problem import refused, wrong
from tables import Record
from validation import is_number
from values import check


class LowStock:
    """Stock of records of one kind."""

    def __init__(self, schema: dict[str, Any], *, entity: str, quantity: str, threshold: str) -> None:
        self.entity, self._quantity, self._threshold = entity, quantity, threshold
        fields = schema["entities"][entity]["fields"]
        self._label = next(field["label"].lower() for field in fields if field["id"] == quantity)

    def rule(self) -> Rule:
        return Rule(
            entity=self.entity,
            source=self,
            operations=[
                Operation("GET", f"/api/{self.entity}/low", self.low),
                Operation("POST", f"/api/{self.entity}/:id/adjust", self.adjust),
            ],
            watches={self.entity: Watcher(before=self.before)},
            is_low=self.is_low,
        )

    def is_low(self, record: Record) -> bool:
        return bool((record.get(self._quantity) or 0) <= (record.get(self._threshold) or 0))

    def low(self, context: Context) -> Outcome:
        return Outcome(self.entity, [record for record in context.records.all(self.entity) if self.is_low(record)])

    def adjust(self, context: Context) -> Outcome:
        by: Any = context.sent.get("by")
        if not is_number(by):
            raise wrong("by", "By how much? A number, below zero to take away.")
        before = context.existing(self.entity, context.params["id"])
        context.permissions.must(context.person, "change", self.entity, before)
        quantity = (before.get(self._quantity) or 0) + by
        self._must_be_there(quantity)
        check(context.records, self.entity, {**before, self._quantity: quantity})
        return Outcome(self.entity, context.records.update(self.entity, before["id"], {self._quantity: quantity}, context.by))

    def before(self, event: Event) -> None:
        if event.after is not None:
            self._must_be_there(event.after.get(self._quantity) or 0)

    def _must_be_there(self, quantity: Any) -> None:
        if quantity < 0:
            raise refused(f"The {self._label} would fall below zero.")
