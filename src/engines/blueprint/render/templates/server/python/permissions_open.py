"""There are no accounts here: whoever reaches the application may do everything."""
from __future__ import annotations

from typing import Any, Optional

Person = Optional[dict[str, Any]]


class Permissions:
    """Says yes."""

    #: Whether people are told apart by accounts.
    accounts = False

    def __init__(self, schema: dict[str, Any]) -> None:
        """There are no roles to ask."""

    def manages(self, person: Person) -> bool:
        """Whether this person decides on what others propose and changes what others made."""
        return True

    def reads(self, person: Person) -> bool:
        """Whether this person may look at things."""
        return True

    def may(self, person: Person, action: str, entity: str, record: Optional[dict[str, Any]] = None) -> bool:
        """Whether something may be done."""
        return True

    def must_be_known(self, person: Person) -> None:
        """Nobody has to sign in."""

    def must(self, person: Person, action: str, entity: str, record: Optional[dict[str, Any]] = None) -> None:
        """Everything may be done."""
