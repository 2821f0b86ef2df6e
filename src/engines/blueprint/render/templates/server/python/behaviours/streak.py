"""A day is ticked off, once."""
from __future__ import annotations

from typing import Any, Optional

from behaviour import Context, Event, Operation, Outcome, Rule, Watcher
from database import Reading
from moments import iso_date
from problem import refused, wrong
from tables import Record
from values import DAY, is_day


class Streak:
    """Days of records of one kind."""

    def __init__(self, schema: dict[str, Any], *, entity: str, log: str, field: str, date: str) -> None:
        self.entity, self._log, self._field, self._date = entity, log, field, date
        fields = schema["entities"][log]["fields"]
        self._timed = any(one["id"] == date and one["type"] == "date_time" for one in fields)

    def rule(self) -> Rule:
        return Rule(
            entity=self.entity,
            source=self,
            operations=[Operation("POST", f"/api/{self.entity}/:id/tick", self.tick)],
            watches={self._log: Watcher(before=self.before)},
        )

    def tick(self, context: Context) -> Outcome:
        day = context.sent.get("date")
        day = iso_date() if day is None else day
        if not is_day(day) or not DAY.fullmatch(day):
            raise wrong("date", "A day is written as 2026-11-24.")
        record = context.existing(self.entity, context.params["id"])
        context.permissions.must(context.person, "change", self.entity, record)
        entry = self.entry(context.records, record["id"], day)
        values = {self._field: record["id"], self._date: f"{day}T00:00" if self._timed else day}
        return Outcome(self._log, entry or context.records.insert(self._log, values, context.by))

    def before(self, event: Event) -> None:
        after = event.after or {}
        if not after.get(self._field) or not after.get(self._date):
            return
        entry = self.entry(event.context.records, after[self._field], after[self._date][:10])
        if entry and entry["id"] != (event.before or {}).get("id"):
            raise refused("This day is ticked off already.")

    def entry(self, read: Reading, of: str, day: str) -> Optional[Record]:
        """What says that a day is ticked off."""
        days = read.all(self._log, **{self._field: of})
        return next((one for one in days if (one.get(self._date) or "")[:10] == day), None)
