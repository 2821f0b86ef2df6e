"""In the evening, tells whose streak ends today unless something is done."""
from __future__ import annotations

from datetime import date, datetime, timedelta

from app import App
from audience import Audience
from behaviours.streak import Streak
from database import Writing
from notices import Notice, tell

EVENING = 18


def tell_of(write: Writing, streak: Streak) -> None:
    today, before = date.today().isoformat(), (date.today() - timedelta(days=1)).isoformat()
    people = Audience(write)
    for record in write.all(streak.entity):
        if streak.entry(write, record["id"], today) or not streak.entry(write, record["id"], before):
            continue
        text = f"Still open today: {write.title(streak.entity, record)}"
        tell(write, Notice(people.keepers(record), "streak", text, f"streak {record['id']} {today}", streak.entity, record["id"]))


def streak_notices(app: App) -> None:
    """Adds the work to what happens by the clock."""
    streaks = [rule.source for rule in app.rules if isinstance(rule.source, Streak)]

    def work() -> None:
        if datetime.now().hour < EVENING:
            return
        with app.db.write() as write:
            for streak in streaks:
                tell_of(write, streak)

    app.every(30 * 60, "streak notices", work)
