"""Tells people what concerns them: what others did with what is theirs, and what waits for their decision."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Iterable, Optional

from app import App
from audience import Audience, mailbox
from behaviour import Rule
from database import Change, Reading, Writing, Written
from moments import iso_date, iso_time
from problem import Problem
from tables import Record
from values import is_safe
from web import Answer, Request

MOST = 50


@dataclass
class Notice:
    """Something to be told once; `key` says what the same thing is."""

    to: Iterable[str]
    kind: str
    text: str
    key: str
    entity: Optional[str] = None
    of: Optional[str] = None
    #: Told also to the one who did it.
    is_for_all: bool = False


def tell(write: Writing, notice: Notice, by: Optional[str] = None) -> None:
    """Tells each of them, but not the one who did it."""
    at = iso_time()
    for person in dict.fromkeys(notice.to):
        if person and (notice.is_for_all or person != by):
            write.connection.execute(
                'INSERT OR IGNORE INTO "_notices" ("created_at", "person", "kind", "text", "entity", "of", "by", "key") VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
                (at, person, notice.kind, notice.text, notice.entity, notice.of, None if notice.is_for_all else by, notice.key),
            )


class Told:
    """What a change says, and to whom."""

    def __init__(self, read: Reading, written: Written, rules: list[Rule]) -> None:
        self._read = read
        self._removed = written.removed
        self._rules = rules
        self._people = Audience(read)
        self._who = (written.by or {}).get("name") or "Somebody"

    def of(self, change: Change) -> list[Notice]:
        entity, action = change["entity"], change["action"]
        if action == "deleted":
            gone = self._removed.get((entity, change["id"]))
            return self._joined(entity, gone, "removed") if gone else []
        record = self._read.find(entity, change["id"]) if entity in self._read.tables else None
        if record is None:
            return []
        if entity in self._read.schema["entities"]:
            return self._thing(entity, record, change)
        says: dict[str, Callable[[Record, str], list[Notice]]] = {"_comments": self._comment, "_proposals": self._proposal, "_orders": self._order}
        return says[entity](record, action) if entity in says else []

    def _title(self, record: Record) -> str:
        return self._read.title(record["entity"], self._read.find(record["entity"], record["of"]))

    def _thing(self, entity: str, record: Record, change: Change) -> list[Notice]:
        title, inside = self._read.title(entity, record), self._people.inside(entity, record)
        low = self._low(entity, record)
        if change["action"] == "created":
            key = f"added {entity} {record['id']}"
            return [*low, *self._joined(entity, record, "added"), Notice(inside, "added", f"{self._who} added you: {title}", key, entity, record["id"])]
        to = [*self._people.owners(record), *inside]
        return [*low, Notice(to, "changed", f"{self._who} changed {title}", f"changed {record['id']} {self._who} {iso_date()}", entity, record["id"])]

    def _low(self, entity: str, record: Record) -> list[Notice]:
        text, key = f"Running low: {self._read.title(entity, record)}", f"low {record['id']} {iso_date()}"
        many = [rule for rule in self._rules if rule.entity == entity and rule.is_low and rule.is_low(record)]
        return [Notice(self._people.keepers(record), "low", text, key, entity, record["id"], is_for_all=True) for _ in many]

    def _joined(self, entity: str, record: Record, action: str) -> list[Notice]:
        """What was added to something or taken from it, for those who look after that: a place, a payment."""
        notices = []
        for rule in self._rules:
            joins = rule.joins if rule.joins and rule.joins.entity == entity else None
            said = joins and (joins.added if action == "added" else joins.removed)
            id = record.get(joins.field) if joins else None
            whole = self._read.find(rule.entity, id) if said and id else None
            if whole is None:
                continue
            text, key = f"{self._who} {said}: {self._read.title(rule.entity, whole)}", f"{action} {entity} {record['id']}"
            for people in (self._people.keepers(whole), self._people.owners(record) if action == "removed" else []):
                notices.append(Notice(people, action, text, key, rule.entity, whole["id"]))
        return notices

    def _comment(self, record: Record, action: str) -> list[Notice]:
        entity, of, key = record["entity"], record["of"], f"comment {record['id']}"
        below, title = self._read.find(entity, of), self._title(record)
        others = [one.get("createdBy") for one in self._read.all("_comments", entity=entity, of=of)]
        return [
            Notice(self._people.named(record["text"]), "comment", f"{self._who} mentioned you: {title}", key, entity, of),
            Notice(self._people.owners(below, others), "comment", f"{self._who} commented on {title}", key, entity, of),
        ]

    def _proposal(self, record: Record, action: str) -> list[Notice]:
        entity, of, state, title = record["entity"], record["of"], record["state"], self._title(record)
        key = f"proposal {record['id']} {state}"
        if action == "created":
            return [Notice(self._people.managers, "proposal", f"{self._who} proposes a change: {title}", key, entity, of)]
        if state == "waiting":
            return []
        return [Notice(self._people.owners(record), "decision", f"Your change of {title} was {state}", key, entity, of)]

    def _order(self, record: Record, action: str) -> list[Notice]:
        if action != "created":
            return []
        return [Notice(self._people.managers, "order", f"{self._who} ordered: number {record['number']}", f"order {record['id']}")]


def listed(read: Reading, person: Record) -> dict[str, Any]:
    """The notices of a person, the newest first."""
    mine = (mailbox(person), person["id"])
    rows = read.connection.execute('SELECT * FROM "_notices" WHERE "person" = ? AND "by" IS NOT ? ORDER BY "id" DESC LIMIT ?', (*mine, MOST))
    items = [
        {"id": row["id"], "createdAt": row["created_at"], "kind": row["kind"], "text": row["text"], "entity": row["entity"], "of": row["of"], "read": row["is_read"] == 1}
        for row in rows
    ]
    unread = read.connection.execute('SELECT count(*) FROM "_notices" WHERE "person" = ? AND "by" IS NOT ? AND "is_read" = 0', mine).fetchone()[0]
    return {"items": items, "unread": unread}


def mark_read(write: Writing, person: Record, body: Any) -> None:
    """Marks as read: those with the given ids, or all."""
    ids = body.get("ids") if isinstance(body, dict) else None
    if ids is not None and not (isinstance(ids, list) and all(is_safe(id) for id in ids)):
        raise Problem(400, "`ids` is a list of the ids of notices.")
    mark = 'UPDATE "_notices" SET "is_read" = 1 WHERE "person" = ?'
    if ids is None:
        write.connection.execute(mark, (mailbox(person),))
        return
    write.connection.executemany(f'{mark} AND "id" = ?', [(mailbox(person), id) for id in ids])


def install(app: App) -> None:
    """Adds the notices."""

    def hear(written: Written) -> None:
        if written.by is None:
            return
        with app.db.write() as write:
            told = Told(write, written, app.rules)
            # What an order takes from the stock is told as an order.
            is_order = any(change["entity"] == "_orders" and change["action"] == "created" for change in written.changes)
            for notice in (notice for change in written.changes for notice in told.of(change)):
                if not (is_order and notice.kind == "changed"):
                    tell(write, notice, written.by["id"])

    def answer(request: Request) -> Answer:
        app.permissions.must_be_known(request.person)
        with app.db.write() as write:
            if request.method == "POST":
                mark_read(write, request.person or {}, request.body)
            return Answer(200, listed(write, request.person or {}))

    app.routes.add("GET", "/api/notices", answer)
    app.routes.add("POST", "/api/notices/read", answer)
    app.on_change(hear)
