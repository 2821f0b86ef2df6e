"""The database: a connection for each thread, migrations, and records written one transaction at a time."""
from __future__ import annotations

import re
import secrets
import sqlite3
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Callable, Iterable, Iterator, Optional

from moments import iso_time
from tables import METADATA, Record, Table, tables_of

Change = dict[str, Any]
MIGRATION = re.compile(r"\d{4}_[a-z0-9_]+\.sql")
HISTORY_LENGTH = 500


def quoted(name: str) -> str:
    """An identifier as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def new_id(entity: str) -> str:
    """`recipe-19af3c8e5d7-5e1f7a20`: in the order of time, and never the same."""
    return f"{entity.lstrip('_')}-{time.time_ns() // 1_000_000:x}-{secrets.token_hex(4)}"


@dataclass
class Written:
    """What a transaction has written, once it is kept."""

    changes: list[Change]
    #: Records as they were before they were removed, by kind and id.
    removed: dict[tuple[str, str], Record]
    by: Optional[Record]


Listener = Callable[[Written], None]


class Reading:
    """Records as they are at one moment."""

    def __init__(self, connection: sqlite3.Connection, schema: dict[str, Any], tables: dict[str, Table]) -> None:
        self.connection = connection
        self.schema = schema
        self.tables = tables

    def all(self, entity: str, /, **equal: Any) -> list[Record]:
        """The records whose fields equal what is given, newest first."""
        table = self.tables[entity]
        where = " AND ".join(f"{quoted(table.column(key))} IS ?" for key in equal)
        sql = f"SELECT * FROM {quoted(entity)}{' WHERE ' + where if where else ''} ORDER BY rowid DESC"
        return [table.record(row) for row in self.connection.execute(sql, tuple(equal.values()))]

    def find(self, entity: str, id: Any) -> Optional[Record]:
        row = self.connection.execute(f"SELECT * FROM {quoted(entity)} WHERE id = ?", (id,)).fetchone()
        return self.tables[entity].record(row) if row else None

    def first(self, entity: str, /, **equal: Any) -> Optional[Record]:
        """The newest of them, or nothing."""
        return next(iter(self.all(entity, **equal)), None)

    def living(self, entity: str) -> list[Record]:
        """All, without what a rule keeps about a record that is gone: that may come back, or is swept later."""
        columns = self.schema["internal"].get(entity, {})
        records = self.all(entity)
        if entity == "_history" or "of" not in columns or "entity" not in columns:
            return records
        kinds = {record["entity"] for record in records} & self.tables.keys()
        known = {(kind, row["id"]) for kind in kinds for row in self.connection.execute(f"SELECT id FROM {quoted(kind)}")}
        return [record for record in records if (record["entity"], record["of"]) in known]

    def count(self, entity: str) -> int:
        return int(self.connection.execute(f"SELECT count(*) FROM {quoted(entity)}").fetchone()[0])

    def title(self, entity: str, record: Optional[Record]) -> str:
        """What a record is called: the value of its first field, or the name of its kind."""
        described = self.schema["entities"][entity]
        first = described["fields"][0]
        value = (record or {}).get(first["id"])
        if first["type"] == "reference" and value:
            return self.title(first["entity"], self.find(first["entity"], value))
        return str(value) if value not in (None, "") else str(described["singular"])

    def seq(self) -> int:
        """The number of the last change."""
        row = self.connection.execute("SELECT coalesce(max(seq), 0) FROM _changes").fetchone()
        return int(row[0])


class Writing(Reading):
    """A transaction that writes. The database itself notes each change for those who catch up later."""

    def __init__(self, connection: sqlite3.Connection, schema: dict[str, Any], tables: dict[str, Table]) -> None:
        super().__init__(connection, schema, tables)
        self.removed: dict[tuple[str, str], Record] = {}

    def insert(self, entity: str, values: Record, by: Optional[str] = None) -> Record:
        """Adds a record; an `id` among the values is kept."""
        moment = iso_time()
        id = values.get("id") or new_id(entity)
        self.put(entity, {**values, "id": id, "createdAt": moment, "updatedAt": moment, "createdBy": by})
        self._note(entity, id, "created", by, [])
        return self._written(entity, id)

    def put(self, entity: str, record: Record) -> None:
        """Writes a whole record as it is."""
        row = self.tables[entity].row(record)
        names = ", ".join(quoted(name) for name in row)
        marks = ", ".join("?" for _ in row)
        self.connection.execute(f"INSERT INTO {quoted(entity)} ({names}) VALUES ({marks})", tuple(row.values()))

    def update(self, entity: str, id: str, changes: Record, by: Optional[str] = None) -> Record:
        """Changes some fields of a record that is there."""
        changed = {key: value for key, value in changes.items() if key not in METADATA}
        row = self.tables[entity].row({**changed, "updatedAt": iso_time()})
        names = ", ".join(f"{quoted(name)} = ?" for name in row)
        self.connection.execute(f"UPDATE {quoted(entity)} SET {names} WHERE id = ?", (*row.values(), id))
        self._note(entity, id, "changed", by, list(changed))
        return self._written(entity, id)

    def remove(self, entity: str, id: str, by: Optional[str] = None) -> None:
        """Removes a record; the database removes with it what cannot be without it."""
        before = self.find(entity, id)
        if before is not None:
            self.removed[entity, id] = before
        self.connection.execute(f"DELETE FROM {quoted(entity)} WHERE id = ?", (id,))
        self._note(entity, id, "deleted", by, [])

    def _written(self, entity: str, id: str) -> Record:
        record = self.find(entity, id)
        if record is None:
            raise LookupError(f"{entity} {id} was just written and is not there")
        return record

    def _note(self, entity: str, id: str, action: str, by: Optional[str], fields: list[str]) -> None:
        if not self.schema["app"]["keepsHistory"] or entity.startswith("_"):
            return
        moment = iso_time()
        self.put("_history", {
            "id": new_id("_history"), "entity": entity, "of": id, "action": action, "by": by, "fields": fields, "createdAt": moment, "updatedAt": moment,
        })
        self.connection.execute("DELETE FROM _history WHERE rowid <= (SELECT max(rowid) - ? FROM _history)", (HISTORY_LENGTH,))


class Database:
    """The file, and who wants to know of changes."""

    def __init__(self, path: Path, schema: dict[str, Any]) -> None:
        self.path = path
        self.schema = schema
        self.tables = tables_of(schema)
        #: Called once the changes of a write are kept.
        self.listeners: list[Listener] = []
        self._threads = threading.local()

    def connection(self) -> sqlite3.Connection:
        """This thread's own."""
        connection = getattr(self._threads, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self.path, timeout=5, isolation_level=None)
            connection.row_factory = sqlite3.Row
            for setting in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
                connection.execute(f"PRAGMA {setting}")
            self._threads.connection = connection
        return connection

    def release(self) -> None:
        """Closes this thread's connection."""
        connection = getattr(self._threads, "connection", None)
        if connection is not None:
            connection.close()
            self._threads.connection = None

    @contextmanager
    def read(self) -> Iterator[Reading]:
        """Everything that is read inside is of one moment."""
        connection = self.connection()
        connection.execute("BEGIN")
        try:
            yield Reading(connection, self.schema, self.tables)
        finally:
            connection.execute("COMMIT")

    @contextmanager
    def write(self, by: Optional[dict[str, Any]] = None) -> Iterator[Writing]:
        """All that is done inside happens, or none of it; writers wait for each other."""
        connection = self.connection()
        connection.execute("BEGIN IMMEDIATE")
        writing = Writing(connection, self.schema, self.tables)
        try:
            before = writing.seq()
            yield writing
            changes = [dict(row) for row in connection.execute("SELECT seq, entity, id, action FROM _changes WHERE seq > ? ORDER BY seq", (before,))]
            connection.execute("COMMIT")
        except BaseException:
            # SQLite has rolled back by itself in some cases, as when the disk is full.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        if changes:
            for listener in self.listeners:
                listener(Written(changes, writing.removed, by))

    def migrate(self, folder: Path) -> list[str]:
        """Brings the tables to this version of the application; gives the names of the steps that were missing."""
        connection = self.connection()
        connection.execute('CREATE TABLE IF NOT EXISTS "_migrations" ("name" TEXT PRIMARY KEY, "applied_at" TEXT NOT NULL)')
        done = {row["name"] for row in connection.execute('SELECT "name" FROM "_migrations"')}
        missing = [file for file in sorted(folder.glob("*.sql")) if file.name not in done and MIGRATION.fullmatch(file.name)]
        for file in missing:
            connection.execute("BEGIN IMMEDIATE")
            try:
                for statement in statements(file.read_text(encoding="utf-8")):
                    connection.execute(statement)
                self.mark(file.name)
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                raise
        return [file.name for file in missing]

    def mark(self, name: str) -> None:
        """Notes that a step of the beginning is done."""
        moment = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
        self.connection().execute('INSERT OR IGNORE INTO "_migrations" ("name", "applied_at") VALUES (?, ?)', (name, moment))

    def is_marked(self, name: str) -> bool:
        """Whether a step of the beginning is done."""
        return self.connection().execute('SELECT 1 FROM "_migrations" WHERE "name" = ?', (name,)).fetchone() is not None


def statements(script: str) -> Iterable[str]:
    """The statements of a script, one by one."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement
