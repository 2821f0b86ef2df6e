"""What is overdue says so, where it has a status for that."""
from __future__ import annotations

import re
from typing import Optional

from app import App
from behaviours.due import Due
from database import Writing

LATE = re.compile("overdue|late|past due|expired", re.IGNORECASE)
APART = re.compile("draft|void|cancel|paused|on hold", re.IGNORECASE)


def late_of(app: App, due: Due) -> Optional[str]:
    """The status that says that something is late."""
    fields = app.schema["entities"][due.entity]["fields"]
    options = next((field.get("options") or [] for field in fields if field["id"] == due.status), [])
    values = [option["value"] if isinstance(option, dict) else option for option in options]
    return next((value for value in values if LATE.search(value)), None)


def mark(write: Writing, due: Due, late: str) -> None:
    for record in write.all(due.entity):
        status = record.get(due.status)
        if due.is_overdue(record) and status != late and not APART.search(status or ""):
            write.update(due.entity, record["id"], {due.status: late})


def overdue(app: App) -> None:
    """Adds the work to what happens by the clock."""
    dues = [rule.source for rule in app.rules if isinstance(rule.source, Due)]

    def work() -> None:
        with app.db.write() as write:
            for due in dues:
                late = late_of(app, due)
                if late is not None:
                    mark(write, due, late)

    app.every(10 * 60, "overdue", work)
