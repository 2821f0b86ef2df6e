"""Days and times as the page writes them: `2026-11-24` and `2026-11-24T18:30`, in the time of this place."""
from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, Optional

MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?", re.ASCII)


def iso_date() -> str:
    """Today."""
    return date.today().isoformat()


def iso_time() -> str:
    """This minute."""
    return datetime.now().strftime("%Y-%m-%dT%H:%M")


def moment(value: Any) -> Optional[datetime]:
    """The moment that is written there, or nothing."""
    match = MOMENT.match(value) if isinstance(value, str) else None
    if match is None:
        return None
    try:
        year, month, day, hour, minute = (int(part or 0) for part in match.groups())
        return datetime(year, month, day, hour, minute)
    except ValueError:
        return None


def days_from_now(value: Any) -> Optional[int]:
    """Whole days from today; negative is past."""
    at = moment(value)
    return None if at is None else (at.date() - date.today()).days
