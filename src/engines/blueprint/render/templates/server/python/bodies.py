"""JSON that was sent, read as a browser would read it."""
from __future__ import annotations

import json
import re
from typing import Any, Union

from problem import Problem

HALF_LETTER = re.compile(r"\\u[dD][89a-fA-F]")


def parse_json(data: bytes) -> Any:
    try:
        text = data.decode("utf-8", "replace")
        value = json.loads(text, parse_int=number_of, parse_float=number_of, parse_constant=not_a_number)
    except (ValueError, RecursionError):
        raise Problem(400, "The body is not JSON.") from None
    if "\\u0000" in text and has_nul(value):
        raise Problem(400, "A text has a character that cannot be kept (NUL).")
    return mended(value) if HALF_LETTER.search(text) else value


def has_nul(value: Any) -> bool:
    """Whether a text ends early for a database."""
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, list):
        return any(has_nul(one) for one in value)
    return isinstance(value, dict) and any(has_nul(one) for pair in value.items() for one in pair)


def mended(value: Any) -> Any:
    """Without halves of letters, which JSON can write and a database cannot."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [mended(one) for one in value]
    return {mended(name): mended(one) for name, one in value.items()} if isinstance(value, dict) else value


def number_of(text: str) -> Union[int, float]:
    """A number as JavaScript has it: 3.0 is 3, and what is too large for a whole number is rounded."""
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def not_a_number(name: str) -> Any:
    raise ValueError(f"JSON has no {name}")
