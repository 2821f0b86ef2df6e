"""A basket over things for sale, and the checkout: what was in stock a moment ago is looked at again, and only then taken."""
from __future__ import annotations

import math
import re
from typing import Any, Optional

from behaviour import Collection, Context, Operation, Outcome, Rule
from moments import iso_date, iso_time
from problem import Problem, forbidden, refused, wrong
from tables import Record
from validation import EMAIL
from values import is_safe

BUYERS = re.compile("name|customer|buyer|who", re.IGNORECASE)
ADDRESS = ("name", "email", "street", "city")


class Cart:
    """With `orders`, each order is also written into that list."""

    def __init__(self, schema: dict[str, Any], *, entity: str, price: str, stock: Optional[str], orders: Optional[str]) -> None:
        self._entity, self._price, self._stock, self._orders = entity, price, stock, orders
        self._schema = schema

    def rule(self) -> Rule:
        return Rule(
            entity=self._entity,
            source=self,
            open={self._orders: []} if self._orders else {},
            operations=[
                Operation("POST", f"/api/{self._entity}/:id/basket", self.put),
                Operation("POST", "/api/checkout", self.checkout),
            ],
            collections=[
                Collection("_basket", self._is_for, lambda context, body: self._set(context, body.get("of"), body.get("amount")), self._change, self._remove),
                Collection("_orders", lambda context, body: True, self._order),
            ],
        )

    def put(self, context: Context) -> Outcome:
        context.permissions.must_be_known(context.person)
        quantity: Any = context.sent.get("quantity")
        if not is_safe(quantity) or quantity < 1:
            raise wrong("quantity", "How many? A whole number from 1.")
        id = context.params["id"]
        line = self._line(context, id)
        self._set(context, id, (line["amount"] if line else 0) + quantity)
        return Outcome(self._entity, context.existing(self._entity, id))

    def checkout(self, context: Context) -> Outcome:
        context.permissions.must_be_known(context.person)
        return Outcome("_orders", self._order(context, context.sent)[1])

    def _is_for(self, context: Context, body: Record) -> bool:
        of = body.get("of")
        known = isinstance(of, str) and context.records.find(self._entity, of) is not None
        return known or body.get("createdBy") is not None

    def _set(self, context: Context, of: Any, amount: Any) -> tuple[int, Record]:
        record = context.existing(self._entity, of)
        if not is_safe(amount) or amount < 1:
            raise wrong("amount", "How many? A whole number from 1.")
        if amount > self._left(record):
            raise self._too_few(context, record, "there")
        line = self._line(context, of)
        if line:
            return 200, context.records.update("_basket", line["id"], {"amount": amount})
        return 201, context.records.insert("_basket", {"of": of, "amount": amount}, context.by)

    def _change(self, context: Context, line: Record, body: Record) -> Record:
        self._must_own(context, line)
        return self._set(context, line["of"], body.get("amount"))[1]

    def _remove(self, context: Context, line: Record) -> None:
        self._must_own(context, line)
        context.records.remove("_basket", line["id"])

    def _must_own(self, context: Context, line: Record) -> None:
        if line.get("createdBy") != context.by:
            raise forbidden("This is the basket of another person.")

    def _left(self, record: Record) -> Any:
        return max(0, record.get(self._stock) or 0) if self._stock else math.inf

    def _too_few(self, context: Context, record: Record, are: str) -> Problem:
        title, left = context.records.title(self._entity, record), self._left(record)
        return refused(f"Only {left} of {title} are {are}." if left else f"{title} is sold out.")

    def _mine(self, context: Context) -> list[Record]:
        return context.records.all("_basket", createdBy=context.by)[::-1]

    def _line(self, context: Context, of: str) -> Optional[Record]:
        return next((line for line in self._mine(context) if line["of"] == of), None)

    def _order(self, context: Context, body: Record) -> tuple[int, Record]:
        records = context.records
        to = address(body)
        pairs = [(line, records.find(self._entity, line["of"])) for line in self._mine(context)]
        bought = [(line, record) for line, record in pairs if record is not None]
        if not bought:
            raise refused("The basket is empty.")
        for line, record in bought:
            if line["amount"] > self._left(record):
                raise self._too_few(context, record, "left")
        items = [
            {"description": records.title(self._entity, record), "quantity": line["amount"], "unitPrice": record.get(self._price) or 0} for line, record in bought
        ]
        total = sum(item["quantity"] * item["unitPrice"] for item in items)
        number = records.connection.execute('SELECT coalesce(max("number"), 1000) + 1 FROM "_orders"').fetchone()[0]
        made = records.insert("_orders", {**to, "items": items, "total": total, "number": number}, context.by)
        if self._orders:
            records.insert(self._orders, self._listed(self._orders, made), context.by)
        for line, record in bought:
            if self._stock:
                records.update(self._entity, record["id"], {self._stock: self._left(record) - line["amount"]}, context.by)
            records.remove("_basket", line["id"])
        return 201, made

    def _listed(self, entity: str, order: Record) -> Record:
        """An order as a record of the list of orders, field by field."""
        by_type = {
            "email": order["email"],
            "money": order["total"],
            "line_items": order["items"],
            "lines": [f"{item['quantity']} × {item['description']}" for item in order["items"]],
            "date": iso_date(),
            "date_time": iso_time(),
            "long_text": f"{order['name']}\n{order['street']}\n{order['city']}",
        }

        def value(field: dict[str, Any]) -> Any:
            if field["type"] == "text":
                return order["name"] if BUYERS.search(field["id"]) else ""
            if field["type"] == "status":
                return field["options"][0]["value"] if field["options"] else None
            return by_type.get(field["type"])

        first, *others = self._schema["entities"][entity]["fields"]
        return {**{field["id"]: value(field) for field in others}, first["id"]: str(order["number"])}


def address(body: Record) -> Record:
    """Where an order goes, or an answer that names what is missing."""
    values = {name: body[name].strip()[:200] if isinstance(body.get(name), str) else "" for name in ADDRESS}
    errors = [name for name, value in values.items() if not (EMAIL.fullmatch(value) if name == "email" else value)]
    if errors:
        raise Problem(400, "The order has no complete address.", [{"field": name, "message": f"{name} is needed."} for name in errors])
    return values
