"""Overdue while the date has passed and it is not done."""
from __future__ import annotations

from typing import Any

from behaviour import Context, Operation, Outcome, Rule
from moments import days_from_now
from tables import Record


class Due:
    """Dates of records of one kind."""

    def __init__(self, schema: dict[str, Any], *, entity: str, date: str, status: str, done: list[str]) -> None:
        self.entity, self.date, self.status, self._done = entity, date, status, done

    def rule(self) -> Rule:
        return Rule(entity=self.entity, source=self, operations=[Operation("GET", f"/api/{self.entity}/overdue", self.overdue)])

    def is_open(self, record: Record) -> bool:
        return record.get(self.status) not in self._done and days_from_now(record.get(self.date)) is not None

    def is_overdue(self, record: Record) -> bool:
        days = days_from_now(record.get(self.date))
        return self.is_open(record) and days is not None and days < 0

    def overdue(self, context: Context) -> Outcome:
        late = [record for record in context.records.all(self.entity) if self.is_overdue(record)]
        return Outcome(self.entity, sorted(late, key=lambda record: str(record[self.date])))
