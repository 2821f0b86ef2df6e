"""Tells in time what falls due, and what has."""
from __future__ import annotations

from app import App
from audience import Audience
from behaviours.due import Due
from database import Writing
from moments import days_from_now
from notices import Notice, tell

SOON = 3


def tell_of(write: Writing, due: Due) -> None:
    people = Audience(write)
    for record in write.all(due.entity):
        days = days_from_now(record.get(due.date))
        if days is None or days > SOON or not due.is_open(record):
            continue
        when = "late" if days < 0 else "today" if days == 0 else "soon"
        start = "Overdue" if days < 0 else "Due today" if days == 0 else f"Due in {days} {'day' if days == 1 else 'days'}"
        key = f"due {record['id']} {record[due.date]} {when}"
        text = f"{start}: {write.title(due.entity, record)}"
        tell(write, Notice(people.keepers(record), "due", text, key, due.entity, record["id"]))


def due_notices(app: App) -> None:
    """Adds the work to what happens by the clock."""
    dues = [rule.source for rule in app.rules if isinstance(rule.source, Due)]

    def work() -> None:
        with app.db.write() as write:
            for due in dues:
                tell_of(write, due)

    app.every(30 * 60, "due notices", work)
