"""The examples that an empty database begins with, their dates counted from today."""
from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from database import Database
from tables import Record
from validation import problem, validate

DAY = re.compile(r"@([+-]?\d+)(T\d\d:\d\d)?")


def dated(value: Any, today: date) -> Any:
    """`@+3` is in three days, `@-2T18:30` was two days ago."""
    if isinstance(value, list):
        return [dated(one, today) for one in value]
    match = DAY.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return value
    return (today + timedelta(days=int(match[1]))).isoformat() + (match[2] or "")


def id_of(entity: str, seed: Record, index: int) -> str:
    return str(seed.get("id") or f"{entity}-{index + 1}")


class Examples:
    """The examples of a file, as records of a moment."""

    def __init__(self, schema: dict[str, Any], file: Path, moment: datetime) -> None:
        self._entities = schema["entities"]
        self._moment = moment
        seeds: dict[str, list[Record]] = json.loads(file.read_text(encoding="utf-8"))
        self._records = {
            entity: [self._record(entity, seed, index) for index, seed in enumerate(list_)] for entity, list_ in seeds.items()
        }

    def plant(self, db: Database) -> None:
        """Fills the database."""
        with db.write() as write:
            # Examples point at each other in any order; all of them are there when the transaction ends.
            write.connection.execute("PRAGMA defer_foreign_keys = ON")
            for entity, records in self._acceptable().items():
                # The last added is shown first.
                for record in reversed(records):
                    write.put(entity, record)

    def _record(self, entity: str, seed: Record, index: int) -> Record:
        record = {name: dated(value, self._moment.date()) for name, value in seed.items()}
        # As if they had been added one after the other over the last weeks.
        made, changed = self._ago(index * 2.7 + 3.2), self._ago(index * 1.9 + 0.4)
        return {**record, "id": id_of(entity, seed, index), "createdAt": made, "updatedAt": changed}

    def _acceptable(self) -> dict[str, list[Record]]:
        """The examples that can be kept; one that goes may take others along."""
        records = self._records
        while True:
            known = {entity: {record["id"] for record in list_} for entity, list_ in records.items()}
            kept = {entity: [record for record in list_ if self._fits(entity, record, known)] for entity, list_ in records.items()}
            if kept == records:
                return kept
            records = kept

    def _fits(self, entity: str, record: Record, known: dict[str, set[str]]) -> bool:
        """Takes out what is not needed and would be refused, and says whether the rest can be kept."""
        fields = self._entities[entity]["fields"]
        for field in fields:
            id, value = field["id"], record.get(field["id"])
            ids = known.get(field.get("entity", ""), set())
            if "entity" in field and isinstance(value, list):
                record[id] = [one for one in value if one in ids]
            elif "entity" in field and value and value not in ids:
                del record[id]
            if not field.get("required") and problem(field, record.get(id)):
                del record[id]
        return not validate(fields, record)

    def _ago(self, days: float) -> str:
        return (self._moment - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")
