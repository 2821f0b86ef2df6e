"""What a rule of the application consists of: its own addresses, what it watches, and what it keeps."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Callable, Optional, Union

from database import Reading, Writing
from permissions import Permissions, Person
from problem import missing
from tables import Record


@dataclass
class Context:
    """Inside a transaction: who asks, and for what. What only reads never writes through it."""

    records: Writing
    permissions: Permissions
    person: Person
    params: dict[str, str] = field(default_factory=dict)
    body: Any = None

    @property
    def by(self) -> Optional[str]:
        """The id of who asks."""
        return self.person["id"] if self.person else None

    @property
    def sent(self) -> Record:
        """What was sent, when it is an object."""
        return self.body if isinstance(self.body, dict) else {}

    def existing(self, entity: str, id: Any) -> Record:
        """One record, or an answer that says that it is not there."""
        return existing(self.records, entity, id)


def existing(read: Reading, entity: str, id: Any) -> Record:
    """One record, or an answer that says that it is not there."""
    record = read.find(entity, id) if isinstance(id, str) else None
    if record is None:
        described = read.schema["entities"].get(entity)
        raise missing(described["singular"].lower() if described else "entry", "undefined" if id is None else str(id))
    return record


@dataclass
class Outcome:
    """What an operation gives: a record or several, and what they are."""

    entity: str
    record: Union[Record, list[Record]]
    status: int = 200


@dataclass
class Operation:
    """An address of a rule."""

    method: str
    path: str
    handle: Callable[[Context], Outcome]


@dataclass
class Event:
    """A record is about to be written, or was just written."""

    context: Context
    before: Optional[Record]
    after: Optional[Record]


@dataclass
class Watcher:
    """What a rule has to say when records of a kind are written."""

    #: Fills in values of a new record.
    complete: Optional[Callable[[Context, Record], Record]] = None
    before: Optional[Callable[[Event], None]] = None
    after: Optional[Callable[[Event], None]] = None


Kept = tuple[int, Record]


@dataclass
class Collection:
    """What a rule keeps beside the records: votes, comments. What it cannot do is nothing here."""

    name: str
    is_for: Callable[[Context, Record], bool]
    add: Callable[[Context, Record], Kept]
    change: Optional[Callable[[Context, Record, Record], Record]] = None
    remove: Optional[Callable[[Context, Record], None]] = None


@dataclass
class Joins:
    """Whose records join what, by which field, and what is said of it."""

    entity: str
    field: str
    added: str
    removed: Optional[str] = None


@dataclass
class Rule:
    """A rule of the application, bound to the fields it is about."""

    entity: str
    #: The rule itself, for what happens by the clock.
    source: object
    operations: list[Operation] = field(default_factory=list)
    watches: dict[str, Watcher] = field(default_factory=dict)
    collections: list[Collection] = field(default_factory=list)
    #: Whether there is too little of something.
    is_low: Optional[Callable[[Record], bool]] = None
    #: Records by which something is added to those of the rule, or taken from them: a place, a payment.
    joins: Optional[Joins] = None
    #: What a visitor sees of records of other kinds; the rest is for those who are signed in.
    open: dict[str, list[str]] = field(default_factory=dict)
