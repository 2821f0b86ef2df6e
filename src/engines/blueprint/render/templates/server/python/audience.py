"""Whom something concerns, where people have accounts."""
from __future__ import annotations

from typing import Any, Iterable, Optional

from database import Reading
from permissions import Person
from tables import Record


class Audience:
    """Those whom something concerns, by their ids."""

    def __init__(self, read: Reading) -> None:
        self._entities = read.schema["entities"]
        managing = {role["id"] for role in read.schema["roles"] if role["manages"]}
        self._accounts = read.all("_accounts")
        self._ids = {account["id"] for account in self._accounts}
        self.managers = [account["id"] for account in self._accounts if account["role"] in managing]

    def owners(self, record: Optional[Record], others: Iterable[Any] = ()) -> list[str]:
        """Whose a record is, and others who took part."""
        return [id for id in ((record or {}).get("createdBy"), *others) if id in self._ids]

    def inside(self, entity: str, record: Record) -> list[str]:
        """Whose address is in a record."""
        emails = [record.get(field["id"]) for field in self._entities[entity]["fields"] if field["type"] == "email"]
        return [account["id"] for account in self._accounts if account["email"] in emails]

    def named(self, text: str) -> list[str]:
        """Who is called by name in a text: `@Ada Lovelace`, or `@Ada`."""
        said = text.lower()
        names = {account["id"]: account["name"].lower() for account in self._accounts}
        return [id for id, name in names.items() if f"@{name}" in said or f"@{name.split(' ')[0]}" in said]

    def keepers(self, record: Record) -> list[str]:
        """Who has to look after a record: its owner, otherwise those who manage."""
        return [record["createdBy"]] if record.get("createdBy") in self._ids else self.managers


def mailbox(person: Person) -> str:
    """Where the notices of a person are."""
    return str(person["id"]) if person else ""
