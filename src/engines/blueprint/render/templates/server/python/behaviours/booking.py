"""Places in a slot, up to its capacity: counted inside the transaction that takes one, so that nobody comes in between."""
from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Optional

from behaviour import Context, Event, Joins, Operation, Outcome, Rule, Watcher
from behaviours.linked import is_linked, new_values
from database import Reading
from moments import moment
from problem import forbidden, refused
from tables import Record
from validation import is_empty
from values import check_filled, known

SEATS = re.compile("seat|place|people|guest|party|ticket|quantity", re.IGNORECASE)
FREED = re.compile("cancel|no.?show|wait|declin|reject", re.IGNORECASE)


class Booking:
    """Bookings of one kind in slots of one kind."""

    def __init__(self, schema: dict[str, Any], *, slot: str, booking: str, field: str, starts: str, capacity: str) -> None:
        self.slot, self._booking, self._field, self.starts, self._capacity = slot, booking, field, starts, capacity
        self._described = schema["entities"][booking]
        fields = self._described["fields"]
        self._status = next((one["id"] for one in fields if one["type"] == "status"), None)
        self._seats = next((one["id"] for one in fields if one["type"] == "number" and SEATS.search(one["id"])), None)
        #: Fields that say whose a booking is.
        self._who = {one["id"] for one in fields if one["id"] != field and one["type"] in ("reference", "email")}
        self._name = schema["entities"][slot]["singular"].lower()

    def rule(self) -> Rule:
        return Rule(
            entity=self.slot,
            source=self,
            operations=[
                Operation("POST", f"/api/{self.slot}/:id/book", self.book),
                Operation("POST", f"/api/{self.slot}/:id/cancel", self.cancel),
            ],
            watches={self._booking: Watcher(complete=self.complete, before=self.before)},
            joins=Joins(self._booking, self._field, "booked", "cancelled"),
            open={self._booking: [one for one in (self._field, self._status, self._seats) if one]},
        )

    def book(self, context: Context) -> Outcome:
        context.permissions.must_be_known(context.person)
        if not context.permissions.may(context.person, "book", self._booking):
            raise forbidden()
        record = context.existing(self.slot, context.params["id"])
        self._must_be_open(context, record)
        linked = new_values(context, self._booking, self._field, context.records.title(self.slot, record))
        sent = known(self._described, context.body if context.body is not None else {})
        values = {**linked, **sent, self._field: record["id"]}
        self._must_have_room(context, record, self._places(values))
        check_filled(context.records, self._booking, values)
        return Outcome(self._booking, context.records.insert(self._booking, values, context.by))

    def cancel(self, context: Context) -> Outcome:
        context.permissions.must_be_known(context.person)
        record = context.existing(self.slot, context.params["id"])
        own = self._mine(context, record["id"])
        if own is None:
            raise refused(f"There is no place booked in this {self._name}.")
        context.records.remove(self._booking, own["id"], context.by)
        return Outcome(self.slot, record)

    def complete(self, context: Context, values: Record) -> Record:
        """Who may only book does so for no one else: whose it is, is not taken from what was sent."""
        if context.permissions.may(context.person, "create", self._booking):
            return values
        id = values.get(self._field)
        slot = context.records.find(self.slot, id) if isinstance(id, str) else None
        linked = new_values(context, self._booking, self._field, context.records.title(self.slot, slot))
        sent = {name: value for name, value in values.items() if not is_empty(value) and name not in self._who}
        return {**linked, **sent, self._field: id}

    def before(self, event: Event) -> None:
        context, before, after = event.context, event.before, event.after
        if after is None or not self._counts(after) or not after.get(self._field):
            return
        record = context.records.find(self.slot, after[self._field])
        if record is None:
            return
        stays = before is not None and self._counts(before) and before.get(self._field) == after[self._field]
        held = self._places(before) if before is not None and stays else 0
        if before is None and not context.permissions.manages(context.person):
            self._must_be_open(context, record)
        if self._places(after) > held:
            self._must_have_room(context, record, self._places(after) - held)

    def _counts(self, one: Record) -> bool:
        """A cancelled or waiting booking takes no place."""
        return self._status is None or not FREED.search(one.get(self._status) or "")

    def _places(self, one: Record) -> Any:
        if self._seats is None:
            return 1
        many = one.get(self._seats)
        return 1 if many is None else many

    def bookings(self, read: Reading, id: str) -> list[Record]:
        """Those that take a place in a slot."""
        return [one for one in read.all(self._booking, **{self._field: id}) if self._counts(one)]

    def _mine(self, context: Context, id: str) -> Optional[Record]:
        return next((one for one in self.bookings(context.records, id) if is_linked(context, self._booking, one)), None)

    def _must_have_room(self, context: Context, record: Record, wanted: Any) -> None:
        size = record.get(self._capacity) or 1
        left = size - sum(self._places(one) for one in self.bookings(context.records, record["id"]))
        if wanted > left:
            raise refused(f"Only {left} left in this {self._name}." if left > 0 else f"This {self._name} is full.")

    def _must_be_open(self, context: Context, record: Record) -> None:
        """Who manages may enter what happened; everybody else books what is to come, and once."""
        starts = moment(record.get(self.starts))
        if starts is not None and starts < datetime.now():
            raise refused(f"This {self._name} has begun.")
        if self._mine(context, record["id"]) is not None:
            raise refused(f"There is a place booked in this {self._name} already.")
