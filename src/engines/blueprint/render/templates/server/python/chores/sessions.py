"""Signs out who has not come for two weeks."""
from __future__ import annotations

import time

from app import App

IDLE = 14 * 24 * 60 * 60


def sessions(app: App) -> None:
    """Adds the work to what happens by the clock."""

    def work() -> None:
        with app.db.write() as write:
            write.connection.execute('DELETE FROM "_sessions" WHERE "seen_at" < ?', (int(time.time()) - IDLE,))

    app.every(60 * 60, "sessions", work)
