"""There are no accounts here. Browsers are told apart by a cookie, so that a basket, a vote or a place is one's own."""
from __future__ import annotations

from typing import Any

from app import App
from cookies import cookie, cookie_of, digest, new_token
from permissions import Person
from tables import Record

YEAR = 365 * 24 * 60 * 60


class People:
    """Whoever comes."""

    def person(self, headers: Any) -> Record:
        """Whoever sends a request."""
        token = cookie_of(headers, "visitor")
        return {"id": f"visitor-{digest(token)[:16]}" if token else "visitor", "name": "", "role": None}

    def welcome(self, headers: Any) -> dict[str, str]:
        """What the first page brings along."""
        return {} if cookie_of(headers, "visitor") else {"set-cookie": cookie(headers, "visitor", new_token(), YEAR)}

    def calls(self, record: Record, person: Person) -> Record:
        """What is one's own says so, as in the browser; ids of others tell nothing."""
        return {**record, "createdBy": "you"} if person and record.get("createdBy") == person["id"] else record


def install(app: App) -> People:
    """Nobody signs in."""
    return People()
