"""Notices that are two months old concern nobody any more."""
from __future__ import annotations

from datetime import datetime, timedelta, timezone

from app import App

OLD = timedelta(days=60)


def old_notices(app: App) -> None:
    """Adds the work to what happens by the clock."""

    def work() -> None:
        before = (datetime.now(timezone.utc) - OLD).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        with app.db.write() as write:
            write.connection.execute('DELETE FROM "_notices" WHERE "created_at" < ?', (before,))

    app.every(24 * 60 * 60, "old notices", work)
