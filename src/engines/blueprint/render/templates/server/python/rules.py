"""Adding, changing and removing: who may, what is valid, and what the rules of the application say to it."""
from __future__ import annotations

import re
from typing import Any

from behaviour import Collection, Context, Event, Kept, Rule, Watcher
from problem import Problem, forbidden, missing, refused, wrong
from tables import Record
from values import check, known, must_be_object

ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Rules:
    """The rules, asked at each write."""

    def __init__(self, schema: dict[str, Any], rules: list[Rule]) -> None:
        self._entities = schema["entities"]
        self._rules = rules

    def add(self, context: Context, entity: str) -> Record:
        """Adds a record."""
        permissions, person = context.permissions, context.person
        permissions.must_be_known(person)
        if not permissions.may(person, "create", entity) and not permissions.may(person, "book", entity):
            raise forbidden()
        values = known(self._entities[entity], context.body)
        id = context.sent.get("id")
        if id is not None:
            self._must_be_free(context, entity, id)
        for watcher in self._watchers(entity):
            values = watcher.complete(context, values) if watcher.complete else values
        check(context.records, entity, values)
        self._before(entity, Event(context, None, values))
        record = context.records.insert(entity, {**values, "id": id}, context.by)
        self._after(entity, Event(context, None, record))
        return record

    def change(self, context: Context, entity: str, id: str) -> Record:
        """Changes some fields of a record."""
        changes = known(self._entities[entity], context.body)
        before = context.existing(entity, id)
        context.permissions.must(context.person, "change", entity, before)
        after = {**before, **changes}
        check(context.records, entity, after)
        self._before(entity, Event(context, before, after))
        record = context.records.update(entity, id, changes, context.by)
        self._after(entity, Event(context, before, record))
        return record

    def remove(self, context: Context, entity: str, id: str) -> None:
        """Removes a record, and with it those that cannot be without it."""
        before = context.existing(entity, id)
        context.permissions.must(context.person, "remove", entity, before)
        self._before(entity, Event(context, before, None))
        context.records.remove(entity, id, context.by)
        self._after(entity, Event(context, before, None))

    def add_kept(self, context: Context, name: str) -> Kept:
        """Adds to what a rule keeps: a vote, a comment. Gives 201 with it, or 200 when it was there."""
        context.permissions.must_be_known(context.person)
        must_be_object(context.body)
        return self._keeper(context, name, context.sent).add(context, context.sent)

    def change_kept(self, context: Context, name: str, id: str) -> Record:
        """Changes what a rule keeps."""
        must_be_object(context.body)
        record, keeper = self._kept(context, name, id)
        if keeper.change is None:
            raise cannot()
        return keeper.change(context, record, context.sent)

    def remove_kept(self, context: Context, name: str, id: str) -> None:
        """Removes what a rule keeps."""
        record, keeper = self._kept(context, name, id)
        if keeper.remove is None:
            raise cannot()
        keeper.remove(context, record)

    def _kept(self, context: Context, name: str, id: str) -> tuple[Record, Collection]:
        context.permissions.must_be_known(context.person)
        record = context.records.find(name, id)
        if record is None:
            raise missing(name, id)
        return record, self._keeper(context, name, record)

    def _keeper(self, context: Context, name: str, record: Record) -> Collection:
        """The rule that keeps `record`."""
        keepers = [one for rule in self._rules for one in rule.collections if one.name == name]
        if not keepers:
            raise Problem(405, "The server writes this list itself.", headers={"allow": "GET, HEAD"})
        keeper = next((one for one in keepers if one.is_for(context, record)), None)
        if keeper is None:
            raise Problem(400, "There is nothing that this could belong to.")
        return keeper

    def _watchers(self, entity: str) -> list[Watcher]:
        return [rule.watches[entity] for rule in self._rules if entity in rule.watches]

    def _must_be_free(self, context: Context, entity: str, id: Any) -> None:
        if not isinstance(id, str) or not ID.fullmatch(id):
            raise wrong("id", "An id is up to 64 letters, digits, - and _.")
        if context.records.find(entity, id) is not None:
            raise refused(f"There is a {self._entities[entity]['singular'].lower()} with the id {id} already.")

    def _before(self, entity: str, event: Event) -> None:
        for watcher in self._watchers(entity):
            if watcher.before:
                watcher.before(event)

    def _after(self, entity: str, event: Event) -> None:
        for watcher in self._watchers(entity):
            if watcher.after:
                watcher.after(event)


def cannot() -> Problem:
    return Problem(405, "This cannot be done with it.", headers={"allow": "GET, HEAD, POST"})
