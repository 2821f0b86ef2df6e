"""What a field accepts: the same rules, in the same words, as in the forms of the page (js/schema.js)."""
from __future__ import annotations

import math
import re
from typing import Any, Callable, Optional

Field = dict[str, Any]

EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
PHONE = re.compile(r"[+\d][\d\s()./-]{4,}", re.ASCII)
WEB_ADDRESS = re.compile(r"https?://[^\s]+", re.IGNORECASE)
BARE_ADDRESS = re.compile(r"[\w-]+(\.[\w-]+)+(/\S*)?", re.ASCII)
DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d", re.ASCII)


def is_empty(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, list) and not value)


def plain(number: float) -> str:
    """A number as a person writes it: 3 and not 3.0."""
    return str(int(number)) if float(number).is_integer() else str(number)


def is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def is_whole(value: Any) -> bool:
    return is_number(value) and float(value).is_integer()


def validate(fields: list[Field], values: dict[str, Any]) -> list[dict[str, str]]:
    """A message for each field that cannot be accepted; empty when all is well."""
    found = ((field, problem(field, values.get(field["id"]))) for field in fields)
    return [{"field": field["id"], "message": message} for field, message in found if message]


def problem(field: Field, value: Any) -> Optional[str]:
    if is_empty(value):
        needed = field.get("required") and field["type"] != "boolean"
        return f"{field['label']}: this is needed." if needed else None
    check = CHECKS.get(field["type"])
    return check(field, value) if check else None


def within(field: Field, value: float) -> Optional[str]:
    if "min" in field and value < field["min"]:
        return f"{field['label']} cannot be less than {plain(field['min'])}."
    if "max" in field and value > field["max"]:
        return f"{field['label']} cannot be more than {plain(field['max'])}."
    return None


def number(field: Field, value: Any) -> Optional[str]:
    return within(field, value) if is_number(value) else f"{field['label']} must be a number."


def money(field: Field, value: Any) -> Optional[str]:
    if not is_whole(value):
        return f"{field['label']} must be an amount, such as 12.50."
    return within({**field, "min": 0}, value)


def rating(field: Field, value: Any) -> Optional[str]:
    return within({**field, "min": 1}, value) if is_whole(value) else f"{field['label']} must be a number."


def matches(pattern: "re.Pattern[str]", message: str) -> Callable[[Field, Any], Optional[str]]:
    """A check whose message may name the field's label."""

    def check(field: Field, value: Any) -> Optional[str]:
        ok = isinstance(value, str) and pattern.fullmatch(value)
        return None if ok else message.replace("{label}", field["label"])

    return check


def date_time(field: Field, value: Any) -> Optional[str]:
    ok = isinstance(value, str) and DATE_TIME.match(value)
    return None if ok else f"{field['label']} must be a date."


def url(_field: Field, value: Any) -> Optional[str]:
    if isinstance(value, str) and (WEB_ADDRESS.fullmatch(value) or BARE_ADDRESS.fullmatch(value)):
        return None
    return "That does not look like a web address. It starts with https://."


def choice(field: Field, value: Any) -> Optional[str]:
    options = [option["value"] if isinstance(option, dict) else option for option in field["options"]]
    return None if value in options else f"{field['label']} must be one of the given values."


def line_items(_field: Field, value: Any) -> Optional[str]:
    def fits(row: Any) -> bool:
        if not isinstance(row, dict):
            return False
        described = isinstance(row.get("description"), str) and row["description"] != ""
        counted = is_number(row.get("quantity")) and row["quantity"] > 0
        return described and counted and is_whole(row.get("unitPrice"))

    ok = isinstance(value, list) and all(fits(row) for row in value)
    return None if ok else "Each row needs a description, a quantity above 0 and a price."


CHECKS: dict[str, Callable[[Field, Any], Optional[str]]] = {
    "number": number,
    "money": money,
    "rating": rating,
    "email": matches(EMAIL, "That does not look like an email address. It needs an @ and a domain."),
    "phone": matches(PHONE, "That does not look like a phone number."),
    "url": url,
    "date": matches(DATE, "{label} must be a date."),
    "date_time": date_time,
    "choice": choice,
    "status": choice,
    "line_items": line_items,
}
