"""What goes wrong, in the shape of RFC 9457; a request that raises one is answered with it."""
from __future__ import annotations

import re
import sqlite3
from typing import Any, Optional

CANNOT_WRITE = re.compile("locked|disk is full|disk full")
TITLES = {
    400: "That cannot be accepted",
    401: "Nobody is signed in",
    403: "That is not allowed",
    404: "There is no such thing",
    405: "That cannot be done here",
    409: "A rule does not allow it now",
    411: "That has no length",
    413: "That is too much",
    415: "That is not JSON",
    429: "Too many attempts",
    503: "The server is busy",
}


class Problem(Exception):
    """An answer other than the one that was hoped for; `headers` go with it."""

    def __init__(
        self,
        status: int,
        detail: str,
        errors: Optional[list[dict[str, str]]] = None,
        headers: Optional[dict[str, str]] = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = errors or []
        self.headers = headers or {}

    def body(self) -> dict[str, Any]:
        title = TITLES.get(self.status, "Something went wrong here")
        body: dict[str, Any] = {"type": "about:blank", "title": title, "status": self.status, "detail": self.detail}
        return {**body, "errors": self.errors} if self.errors else body


def wrong(field: str, message: str) -> Problem:
    """One field was refused."""
    return Problem(400, message, [{"field": field, "message": message}])


def refuse(errors: dict[str, str]) -> None:
    """Raises an answer that names every field that was refused, when there is one."""
    if errors:
        found = [{"field": field, "message": message} for field, message in errors.items()]
        raise Problem(400, " ".join(errors.values()), found)


def missing(entity: str, id: str) -> Problem:
    """There is no such record."""
    return Problem(404, f"There is no {entity} with the id {id}.")


def refused(detail: str) -> Problem:
    """A rule says no."""
    return Problem(409, detail)


def forbidden(detail: str = "This account may not do that.") -> Problem:
    """This person may not do it."""
    return Problem(403, detail)


def from_database(error: sqlite3.Error) -> Optional[Problem]:
    """What the database says, as an answer: a limit of its own, or that it is busy or full. Nothing for anything else."""
    if isinstance(error, sqlite3.IntegrityError):
        return refused("This does not fit what is kept already.")
    if isinstance(error, sqlite3.OperationalError) and CANNOT_WRITE.search(str(error)):
        return Problem(503, "The database cannot write now.", headers={"retry-after": "5"})
    return None
