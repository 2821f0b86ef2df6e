"""Whom something concerns where there are no accounts: everybody who opens the application, together."""
from __future__ import annotations

from typing import Any, Iterable, Optional

from database import Reading
from permissions import Person
from tables import Record

EVERYBODY = "everybody"


class Audience:
    """Those whom something concerns."""

    def __init__(self, read: Reading) -> None:
        self.managers = [EVERYBODY]

    def owners(self, record: Optional[Record], others: Iterable[Any] = ()) -> list[str]:
        """Whose a record is, and others who took part."""
        return [EVERYBODY]

    def inside(self, entity: str, record: Record) -> list[str]:
        """Nobody is known by an address."""
        return []

    def named(self, text: str) -> list[str]:
        """Nobody is known by a name."""
        return []

    def keepers(self, record: Record) -> list[str]:
        """Who has to look after a record."""
        return [EVERYBODY]


def mailbox(person: Person) -> str:
    """Where the notices of a person are."""
    return EVERYBODY
