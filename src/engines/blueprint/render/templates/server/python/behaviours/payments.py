"""Payments reduce what is owed; with nothing left to pay the status follows."""
from __future__ import annotations

import math
from typing import Any

from behaviour import Context, Event, Joins, Operation, Outcome, Rule, Watcher
from moments import iso_date
from problem import wrong
from tables import Record
from validation import Field, is_empty
from values import check_filled, is_safe, known


class Payments:
    """Payments of one kind on records of one kind."""

    def __init__(self, schema: dict[str, Any], *, entity: str, amount: str, payment: str, invoice: str, paid_field: str, status: str, paid: str) -> None:
        self._entity, self._amount, self._status, self._paid = entity, amount, status, paid
        self._payment, self._invoice, self._paid_field = payment, invoice, paid_field
        self._described = schema["entities"][payment]
        fields = schema["entities"][entity]["fields"]
        self._is_rows = any(field["id"] == amount and field["type"] == "line_items" for field in fields)

    def rule(self) -> Rule:
        return Rule(
            entity=self._entity,
            source=self,
            operations=[Operation("POST", f"/api/{self._entity}/:id/payments", self.pay)],
            watches={self._payment: Watcher(before=self.before, after=self.after)},
            joins=Joins(self._payment, self._invoice, "entered a payment"),
        )

    def pay(self, context: Context) -> Outcome:
        more = {name: value for name, value in context.sent.items() if name != "amount"}
        cents = context.sent.get("amount")
        record = context.existing(self._entity, context.params["id"])
        context.permissions.must(context.person, "create", self._payment)
        known_values = known(self._described, more)
        said = more.get(self._paid_field)
        values = {**known_values, self._paid_field: cents if said is None else said, self._invoice: record["id"]}
        self._must_be_positive(values[self._paid_field])
        for field in self._described["fields"]:
            if field.get("required") and is_empty(values.get(field["id"])):
                values[field["id"]] = self._usual(field)
        check_filled(context.records, self._payment, values)
        made = context.records.insert(self._payment, values, context.by)
        self._settle(context, record["id"])
        return Outcome(self._payment, made)

    def before(self, event: Event) -> None:
        if event.after is not None:
            self._must_be_positive(event.after.get(self._paid_field))

    def after(self, event: Event) -> None:
        if event.after is not None and event.after.get(self._invoice):
            self._settle(event.context, event.after[self._invoice])

    def _total(self, record: Record) -> int:
        if not self._is_rows:
            return int(record.get(self._amount) or 0)
        # Half a cent is rounded up, as in the page.
        return sum(math.floor(row["quantity"] * row["unitPrice"] + 0.5) for row in record.get(self._amount) or [])

    def _received(self, context: Context, id: str) -> int:
        return sum(one.get(self._paid_field) or 0 for one in context.records.all(self._payment, **{self._invoice: id}))

    def _settle(self, context: Context, id: str) -> None:
        record = context.records.find(self._entity, id)
        if record is None or record.get(self._status) == self._paid:
            return
        if 0 < self._total(record) <= self._received(context, id):
            context.records.update(self._entity, id, {self._status: self._paid}, context.by)

    def _must_be_positive(self, value: Any) -> None:
        if not is_safe(value) or value <= 0:
            raise wrong(self._paid_field, "A payment is more than nothing, in whole cents.")

    def _usual(self, field: Field) -> Any:
        """What a form would have asked for and nobody said."""
        if field["type"] == "text":
            return self._described["singular"]
        if field["type"] == "date":
            return iso_date()
        first = next(iter(field.get("options") or []), None)
        return first["value"] if isinstance(first, dict) else first
