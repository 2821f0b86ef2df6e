"""Who may do what; the same rules as in the browser, and here nobody goes around them."""
from __future__ import annotations

from typing import Any, Optional

from problem import Problem, forbidden

Person = Optional[dict[str, Any]]


class Permissions:
    """Asks the roles of the schema."""

    #: Whether people are told apart by accounts.
    accounts = True

    def __init__(self, schema: dict[str, Any]) -> None:
        self._app = schema["app"]
        self._entities = schema["entities"]
        self._roles = {role["id"]: role for role in schema["roles"]}

    def manages(self, person: Person) -> bool:
        """Whether this person decides on what others propose and changes what others made."""
        return bool(self._role(person).get("manages"))

    def reads(self, person: Person) -> bool:
        """Whether this person may look at things."""
        return self._app["open"] or person is not None

    def may(self, person: Person, action: str, entity: str, record: Optional[dict[str, Any]] = None) -> bool:
        """Whether something may be done: `create`, `book`, `change`, `remove`; the last two ask for the record."""
        role = self._role(person)
        if person is None or not role:
            return False
        if role["manages"]:
            return True
        allowed = role["entities"].get(entity, [])
        if action in ("create", "book"):
            return action in allowed
        if f"{action}-any" in allowed:
            return True
        return f"{action}-own" in allowed and self._owns(person, entity, record or {})

    def must_be_known(self, person: Person) -> None:
        """Raises unless somebody is signed in."""
        if person is None:
            raise Problem(401, "Sign in first.")

    def must(self, person: Person, action: str, entity: str, record: Optional[dict[str, Any]] = None) -> None:
        """Raises unless this may be done."""
        self.must_be_known(person)
        if not self.may(person, action, entity, record):
            raise forbidden()

    def _role(self, person: Person) -> dict[str, Any]:
        return self._roles.get(person["role"], {}) if person else {}

    def _owns(self, person: dict[str, Any], entity: str, record: dict[str, Any]) -> bool:
        # A record that names the person in it belongs to that person too.
        fields = self._entities[entity]["fields"]
        about = any(field["type"] == "email" and record.get(field["id"]) == person["email"] for field in fields)
        return about or record.get("createdBy") == person["id"]
