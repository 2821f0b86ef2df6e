"""How a record of the page becomes a row of a table, and back."""
from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import dataclass
from typing import Any

Record = dict[str, Any]

LISTS = ("tags", "lines", "line_items", "references", "json")
#: Columns that every table may have; a field that is called so gets another column.
TAKEN = ("id", "created_at", "updated_at", "created_by", "by", "changed_by", "rowid")
METADATA = {"id": "text", "createdAt": "text", "updatedAt": "text", "createdBy": "text"}


def column_of(key: str) -> str:
    """`createdAt` as `created_at`."""
    return re.sub(r"[A-Z]", lambda letter: "_" + letter.group().lower(), key)


def key_of(column: str) -> str:
    """`created_at` as `createdAt`."""
    return re.sub(r"_(\w)", lambda match: match.group(1).upper(), column)


@dataclass
class Table:
    """A table: the keys of its records, each with its column and its type."""

    name: str
    columns: dict[str, str]
    types: dict[str, str]

    def column(self, key: str) -> str:
        return self.columns[key]

    def row(self, record: Record) -> dict[str, Any]:
        """The columns of what the table keeps of a record."""
        return {self.columns[key]: self._stored(key, value) for key, value in record.items() if key in self.columns}

    def record(self, row: sqlite3.Row) -> Record:
        """The record of a row; what is empty is left out."""
        return {key: self._given(key, row[column]) for key, column in self.columns.items() if row[column] is not None}

    def _stored(self, key: str, value: Any) -> Any:
        if value is None or value == "":
            return None
        kind = self.types[key]
        if kind in LISTS:
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return int(value) if kind == "boolean" else value

    def _given(self, key: str, value: Any) -> Any:
        kind = self.types[key]
        if kind in LISTS:
            return json.loads(value)
        if kind == "boolean":
            return bool(value)
        return number_of(value)


def number_of(value: Any) -> Any:
    """A number as JavaScript writes it: 3 and not 3.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def tables_of(schema: dict[str, Any]) -> dict[str, Table]:
    """The tables of the entities, and those that the rules need beside them."""
    tables: dict[str, Table] = {}
    for name in (*schema["entities"], *schema["internal"]):
        described = schema["entities"].get(name, {"fields": []})
        columns = {key: column_of(key) for key in METADATA}
        types = dict(METADATA)
        for field in described["fields"]:
            columns[field["id"]] = field["id"] + "_value" if field["id"] in TAKEN else field["id"]
            types[field["id"]] = field["type"]
        for column, kind in (schema["internal"].get(name) or schema["unseen"].get(name) or {}).items():
            columns[key_of(column)] = column
            types[key_of(column)] = kind
        tables[name] = Table(name, columns, types)
    return tables
