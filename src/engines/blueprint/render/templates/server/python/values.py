"""What a record may hold: the checks of the forms, and what only a server has to ask, as anything can be sent to it."""
from __future__ import annotations

import re
from typing import Any, Callable, Optional

from database import Reading
from moments import moment
from problem import Problem, refuse
from tables import LISTS, Record
from validation import Field, is_empty, is_number, is_whole, problem

#: What the server writes itself; sent along, it is passed over.
GIVEN = ("id", "createdAt", "updatedAt", "createdBy", "changedBy", "by")
LONGEST = {"text": 200, "phone": 200, "email": 254, "url": 2000, "image": 1_000_000}
LONGEST_TEXT = 100_000
LARGEST_WHOLE = 2**53 - 1
IMAGE = re.compile(r"data:image/(png|jpeg|webp|gif|svg\+xml)[;,]")
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
TIME = re.compile(r"T([01]\d|2[0-3]):[0-5]\d")


def length(text: str) -> int:
    """As a browser counts: a letter beyond the first 65,536 is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def is_text(value: Any) -> bool:
    return isinstance(value, str)


def are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def is_safe(value: Any) -> bool:
    return is_whole(value) and abs(value) <= LARGEST_WHOLE


def is_item(row: Any) -> bool:
    if not isinstance(row, dict) or not set(row) <= {"description", "quantity", "unitPrice"}:
        return False
    return is_text(row.get("description")) and is_number(row.get("quantity")) and is_safe(row.get("unitPrice"))


def is_day(value: Any) -> bool:
    at = moment(value)
    return at is not None and at.year >= 100


def is_time(value: Any) -> bool:
    return is_day(value) and TIME.match(value, 10) is not None


def is_image(value: Any) -> bool:
    return isinstance(value, str) and IMAGE.match(value) is not None


TYPES: dict[str, Callable[[Any], bool]] = {
    "number": is_number,
    "money": is_safe,
    "rating": is_whole,
    "boolean": lambda value: isinstance(value, bool),
    "tags": are_texts,
    "lines": are_texts,
    "references": are_texts,
    "line_items": lambda value: isinstance(value, list) and all(is_item(row) for row in value),
    "date": is_day,
    "date_time": is_time,
    "image": is_image,
}


def must_be_object(body: Any) -> None:
    """Raises unless this is a JSON object."""
    if not isinstance(body, dict):
        raise Problem(400, "A JSON object is expected.")


def known(entity: dict[str, Any], body: Any) -> Record:
    """Only fields of `entity`, or an answer that names the others."""
    must_be_object(body)
    fields = {field["id"]: field for field in entity["fields"]}
    errors = []
    values: Record = {}
    for name, value in body.items():
        if name in fields:
            values[name] = tidy(fields[name]["type"], value)
        elif name not in GIVEN:
            errors.append({"field": name, "message": f"There is no field {name}."})
    if errors:
        raise Problem(400, "A field is not known.", errors)
    return values


def tidy(kind: str, value: Any) -> Any:
    """A day gets a time where one belongs; an empty list is nothing where there is no list."""
    if value == [] and kind not in LISTS:
        return None
    return f"{value}T00:00" if kind == "date_time" and is_text(value) and DAY.fullmatch(value) else value


def wrong_type(field: Field, value: Any) -> Optional[str]:
    if is_empty(value):
        return None
    if not TYPES.get(field["type"], is_text)(value):
        return f"{field['label']} is not of the right kind."
    most = LONGEST.get(field["type"], LONGEST_TEXT)
    too_long = isinstance(value, str) and length(value) > most
    return f"{field['label']} is longer than {most} characters." if too_long else None


def dangling(read: Reading, field: Field, value: Any) -> Optional[str]:
    if "entity" not in field:
        return None
    ids = value if isinstance(value, list) else [value]
    gone = next((id for id in ids if not is_empty(id) and read.find(field["entity"], id) is None), None)
    if gone is None:
        return None
    return f"{field['label']}: there is no {read.schema['entities'][field['entity']]['singular'].lower()} {gone}."


def errors_of(read: Reading, entity: str, values: Record) -> dict[str, str]:
    """Messages by field; empty when `values` can be kept."""
    fields = read.schema["entities"][entity]["fields"]
    of_type = {field["id"]: wrong_type(field, values.get(field["id"])) for field in fields}
    # The checks of the forms expect each value to be of its kind.
    if any(of_type.values()):
        return {id: message for id, message in of_type.items() if message}
    references = {field["id"]: dangling(read, field, values.get(field["id"])) for field in fields}
    in_form = {field["id"]: problem(field, values.get(field["id"])) for field in fields}
    found = {id: message for id, message in references.items() if message}
    return {**found, **{id: message for id, message in in_form.items() if message}}


def check(read: Reading, entity: str, values: Record) -> None:
    """Raises an answer that names every field that was refused."""
    refuse(errors_of(read, entity, values))


def check_filled(read: Reading, entity: str, values: Record) -> None:
    """The same for what a rule fills in: what it does not know may stay empty."""
    refuse({field: message for field, message in errors_of(read, entity, values).items() if not is_empty(values.get(field))})
