"""What people said about a record goes a day after the record: until then it can come back."""
from __future__ import annotations

from app import App

GONE = """"of" IN (SELECT "id" FROM "_changes" WHERE "action" = 'deleted' AND "at" < datetime('now', '-1 day')"""


def orphans(app: App) -> None:
    """Adds the work to what happens by the clock."""
    kept = {name: columns for name, columns in app.schema["internal"].items() if "of" in columns}

    def work() -> None:
        with app.db.write() as write:
            for name, columns in kept.items():
                same = f'"_changes"."entity" = "{name}"."entity"' if "entity" in columns else "\"_changes\".\"entity\" NOT LIKE '\\_%' ESCAPE '\\'"
                write.connection.execute(f'DELETE FROM "{name}" WHERE {GONE} AND {same})')

    app.every(6 * 60 * 60, "orphans", work)
