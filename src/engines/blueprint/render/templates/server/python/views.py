"""What a person gets to see of what is kept."""
from __future__ import annotations

from typing import Callable, Optional

from behaviour import Rule
from permissions import Permissions, Person
from tables import Record

ABOUT = ("id", "createdAt", "updatedAt")
#: Lists of which everybody sees what is their own.
OWN = ("_basket", "_orders", "_proposals")


class Views:
    """Records as people see them."""

    def __init__(self, permissions: Permissions, rules: list[Rule], calls: Callable[[Record, Person], Record]) -> None:
        self._permissions = permissions
        self._calls = calls
        #: Of what people book or order, a visitor sees only that it is there.
        self._open = {name: fields for rule in rules for name, fields in rule.open.items()}

    def is_closed(self, name: str, person: Person) -> bool:
        """Whether the words of these records are not for this person."""
        return self._permissions.accounts and person is None and name in self._open

    def view(self, name: str, record: Optional[Record], person: Person) -> Optional[Record]:
        """A record as `person` sees it, or nothing."""
        if record is None or not self._sees(name, record, person):
            return None
        return self._calls(self._shown(name, record, person), person)

    def views(self, name: str, records: list[Record], person: Person) -> list[Record]:
        """Those of the records that `person` sees."""
        seen = (self.view(name, record, person) for record in records)
        return [record for record in seen if record is not None]

    def _sees(self, name: str, record: Record, person: Person) -> bool:
        if name == "_accounts":
            return person is not None
        if name not in OWN or (person is not None and record.get("createdBy") == person["id"]):
            return True
        manages = self._permissions.manages(person)
        # Where nobody has an account, an order is still nobody else's business.
        return (name == "_orders" and manages and self._permissions.accounts) or (name == "_proposals" and manages)

    def _shown(self, name: str, record: Record, person: Person) -> Record:
        if self.is_closed(name, person):
            return only(record, self._open[name])
        if name == "_accounts":
            own = person is not None and person["id"] == record["id"]
            return only(record, ["name", "role", "email"] if own else ["name", "role"])
        return record


def only(record: Record, names: list[str]) -> Record:
    return {name: value for name, value in record.items() if name in ABOUT or name in names}
