"""Pages of a list: words that have to be in a record, an order, and where the page before ended."""
from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from typing import Any, Optional, Union

from database import Reading, quoted
from problem import Problem
from tables import Record, Table, number_of

WORDS = ("text", "long_text", "rich_text", "email", "phone", "url", "choice", "status", "tags", "lines", "line_items")
SORTABLE = ("text", "number", "money", "date", "date_time", "boolean", "choice", "status", "rating", "email", "phone", "url", "reference")
LONGEST_QUERY = 200


@dataclass
class Order:
    """By which column a list is sorted, and in which direction; without a column, newest first."""

    column: Optional[str]
    direction: str

    @property
    def value(self) -> str:
        return f"coalesce({quoted(self.column)}, '')" if self.column else "''"


def page(read: Reading, entity: dict[str, Any], query: dict[str, str], is_closed: bool) -> tuple[list[Record], Optional[str]]:
    """The records for `q`, `limit`, `after` and `sort`, and where the next page begins. Closed ones are not searched."""
    table = read.tables[entity["id"]]
    limit, order = limit_of(query), order_of(entity, table, query.get("sort") or "")
    conditions, values = words_of([] if is_closed else entity["fields"], table, query.get("q") or "")
    if "after" in query:
        conditions.append(f"({order.value}, rowid) {'>' if order.direction == 'ASC' else '<'} (?, ?)")
        values.extend(place_of(query["after"]))
    where = " AND ".join(conditions) or "1"
    sql = f"SELECT *, rowid AS _row FROM {quoted(table.name)} WHERE {where} ORDER BY {order.value} {order.direction}, rowid {order.direction} LIMIT ?"
    rows = read.connection.execute(sql, (*values, limit + 1)).fetchall()
    records = [table.record(row) for row in rows[:limit]]
    if len(rows) <= limit:
        return records, None
    last = rows[limit - 1]
    value = last[order.column] if order.column else None
    return records, place("" if value is None else number_of(value), last["_row"])


def limit_of(query: dict[str, str]) -> int:
    text = query.get("limit", "50")
    if not re.fullmatch(r"\d{1,3}", text, re.ASCII) or not 1 <= int(text) <= 100:
        raise Problem(400, "`limit` is a number from 1 to 100.")
    return int(text)


def order_of(entity: dict[str, Any], table: Table, sort: str) -> Order:
    """A field, or `-` and a field for the other direction."""
    if not sort:
        return Order(None, "DESC")
    name = sort[1:] if sort.startswith("-") else sort
    if not any(field["id"] == name and field["type"] in SORTABLE for field in entity["fields"]):
        raise Problem(400, f"The list cannot be sorted by {sort}.")
    return Order(table.column(name), "DESC" if sort.startswith("-") else "ASC")


def words_of(fields: list[dict[str, Any]], table: Table, q: str) -> tuple[list[str], list[Any]]:
    columns = [f"coalesce({quoted(table.column(field['id']))}, '')" for field in fields if field["type"] in WORDS]
    text = " || ' ' || ".join(columns) or "''"
    words = q[:LONGEST_QUERY].split()
    like = ["%" + re.sub(r"[\\%_]", r"\\\g<0>", word) + "%" for word in words]
    return [f"({text}) LIKE ? ESCAPE '\\'" for _ in words], list(like)


def place(value: Union[str, int, float], row: int) -> str:
    """Where a page ended, for the address of the next one."""
    text = json.dumps([value, row], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def place_of(after: str) -> tuple[Union[str, int, float], int]:
    try:
        value, row = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        if not isinstance(row, int) or isinstance(value, bool) or not isinstance(value, (str, int, float)):
            raise ValueError("not a place")
    except (ValueError, TypeError):
        raise Problem(400, "`after` is the `next` of the page before.") from None
    return value, row
