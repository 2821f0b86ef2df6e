"""What a record says about the person who makes it: their name, their address, their own record."""
from __future__ import annotations

import re
from typing import Any, Optional

from behaviour import Context
from moments import iso_date, iso_time
from permissions import Person
from tables import Record
from validation import Field

NAMES = re.compile("name|guest|person|member|who", re.IGNORECASE)
PEOPLE = re.compile("member|person|customer|client|guest|user|student|rider|patient|attendee", re.IGNORECASE)
AMOUNTS = re.compile("party|seats|places|people", re.IGNORECASE)
DATES = re.compile("book|made|placed|since", re.IGNORECASE)


def name_for(person: Person, sent: Any = None) -> str:
    """The name that is shown: that of the account, otherwise the one that was sent along."""
    typed = sent.strip()[:80] if isinstance(sent, str) else ""
    known = person["name"] if person else ""
    return known if person and person.get("email") else typed or known or "Somebody"


def linked_values(context: Context, entity: str, apart: Optional[str] = None) -> Record:
    """Values by field by which an earlier record of the person is recognised; the field `apart` is left alone."""
    return values_of(context, entity, apart, Making(context, None, None))


def new_values(context: Context, entity: str, apart: str, title: Any) -> Record:
    """Values by field for a new record about the person."""
    return values_of(context, entity, apart, Making(context, name_for(context.person, context.sent.get("by")), title))


class Making:
    """What is known of the person; with a `name`, what is missing is made."""

    def __init__(self, context: Context, name: Optional[str], title: Any) -> None:
        self.makes = name is not None
        self.name = name or name_for(context.person)
        self.title = title

    def start(self, field: Field) -> Any:
        """What a field begins with."""
        asked = bool(field.get("required"))
        dated = asked or DATES.search(field["id"])
        kind = field["type"]
        if kind == "text":
            titled = self.title and not NAMES.search(field["id"])
            return "" if not asked else f"{self.title}: {self.name}"[:200] if titled else self.name
        if kind == "status":
            return field["options"][0]["value"] if field["options"] else None
        if kind == "choice":
            return field["options"][0] if asked else ""
        if kind == "number":
            return (field.get("min") or 1) if asked or AMOUNTS.search(field["id"]) else None
        if kind == "date":
            return iso_date() if dated else ""
        if kind == "date_time":
            return iso_time() if dated else ""
        return None


def values_of(context: Context, entity: str, apart: Optional[str], making: Making) -> Record:
    values: Record = {"by": making.name} if making.makes else {}
    email = context.person.get("email") if context.person else None
    for field in context.records.schema["entities"][entity]["fields"]:
        if field["id"] == apart:
            continue
        if field["type"] == "reference":
            values[field["id"]] = own_record(context, field["entity"], making)
        elif field["type"] == "email":
            values[field["id"]] = email or ""
        elif making.makes:
            values[field["id"]] = making.start(field)
    return values


def is_linked(context: Context, entity: str, record: Record) -> bool:
    """Whether a record belongs to the person: made by them, with their address, or with the record that stands for them."""
    if record.get("createdBy") == context.by:
        return True
    return any(value and record.get(name) == value for name, value in linked_values(context, entity).items())


def own_record(context: Context, entity: str, making: Making) -> Optional[str]:
    """Names are no proof: another's record is recognised by its address, by its name only what this person made."""
    records = context.records
    fields = records.schema["entities"][entity]["fields"]
    email = next((field["id"] for field in fields if field["type"] == "email"), None)
    address = context.person.get("email") if context.person else None

    def stands_for(record: Record) -> bool:
        if email and address and record.get(email) == address:
            return True
        return record.get("createdBy") == context.by and records.title(entity, record) == making.name

    known = next((record for record in records.all(entity) if stands_for(record)), None)
    if known or not making.makes:
        return known["id"] if known else None
    if not email and not PEOPLE.search(entity):
        return None
    values = {fields[0]["id"]: making.name, **({email: address} if email and address else {})}
    return str(records.insert(entity, values, context.by)["id"])
