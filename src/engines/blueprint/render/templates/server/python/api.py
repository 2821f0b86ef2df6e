"""The HTTP interface to the records: each thing with its list, what the rules add to it, and what browsers need to keep up."""
from __future__ import annotations

import re
from typing import Any, Callable, Optional

from app import App
from behaviour import Context, Operation, existing
from database import Reading, Writing
from lists import page
from problem import Problem, missing
from rules import Rules
from tables import Record
from web import Answer, Handle, Request

#: The largest number that a browser can count with.
LARGEST = 2**53 - 1


class Api:
    """Answers under /api."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._views = app.views
        self._rules = Rules(app.schema, app.rules)
        for rule in app.rules:
            for operation in rule.operations:
                app.routes.add(operation.method, operation.path, self._operation(operation))
        app.routes.add("GET", "/api/changes", self._reading(self.changes))
        app.routes.add("GET", "/api/everything", self._reading(self.everything))
        # Accounts are seen only among everything, and changed nowhere here.
        for name in app.db.tables:
            if name != "_accounts":
                self._add_routes(name)

    def changes(self, read: Reading, request: Request) -> Any:
        """What was written after a change that is known."""
        text = request.query.get("since", "0")
        if not re.fullmatch(r"\d{0,16}", text, re.ASCII) or int(text or 0) > LARGEST:
            raise Problem(400, "`since` is the number of the last change that is known.")
        rows = read.connection.execute("SELECT seq, entity, id FROM _changes WHERE seq > ? ORDER BY seq", (int(text or 0),)).fetchall()
        changes = []
        for row in rows:
            record = read.find(row["entity"], row["id"])
            seen = self._views.view(row["entity"], record, request.person)
            # What is not for this person is not even mentioned; what is gone is.
            if seen is not None or record is None:
                changes.append({**dict(row), "record": seen})
        return {"seq": read.seq(), "changes": changes}

    def everything(self, read: Reading, request: Request) -> Any:
        """All that the one who asks may see."""
        records = {name: self._views.views(name, read.living(name), request.person) for name in read.tables}
        return {"seq": read.seq(), "records": records}

    def _page(self, read: Reading, entity: dict[str, Any], request: Request) -> tuple[list[Record], Optional[str]]:
        return page(read, entity, request.query, self._views.is_closed(entity["id"], request.person))

    def _add_routes(self, name: str) -> None:
        entity = self._app.schema["entities"].get(name)

        def list_(read: Reading, request: Request) -> Any:
            records, next_ = self._page(read, entity, request) if entity else (read.living(name), None)
            return {"items": self._views.views(name, records, request.person), "next": next_}

        def single(read: Reading, request: Request) -> Any:
            record = self._views.view(name, existing(read, name, request.params["id"]), request.person)
            if record is None:
                raise missing(name, request.params["id"])
            return record

        def add(context: Context) -> tuple[int, Record]:
            return (201, self._rules.add(context, name)) if entity else self._rules.add_kept(context, name)

        def change(context: Context) -> tuple[int, Record]:
            work = self._rules.change if entity else self._rules.change_kept
            return 200, work(context, name, context.params["id"])

        def remove(context: Context) -> None:
            work = self._rules.remove if entity else self._rules.remove_kept
            work(context, name, context.params["id"])

        routes = self._app.routes
        routes.add("GET", f"/api/{name}", self._reading(list_))
        routes.add("GET", f"/api/{name}/:id", self._reading(single))
        routes.add("POST", f"/api/{name}", self._writing(name, add))
        routes.add("PATCH", f"/api/{name}/:id", self._writing(name, change))
        routes.add("DELETE", f"/api/{name}/:id", self._removing(remove))

    def _must_read(self, request: Request) -> None:
        if not self._app.permissions.reads(request.person):
            self._app.permissions.must_be_known(request.person)

    def _reading(self, work: Callable[[Reading, Request], Any]) -> Handle:
        def handle(request: Request) -> Answer:
            self._must_read(request)
            with self._app.db.read() as read:
                return Answer(200, work(read, request))

        return handle

    def _context(self, write: Writing, request: Request) -> Context:
        return Context(write, self._app.permissions, request.person, request.params, request.body)

    def _writing(self, name: str, work: Callable[[Context], tuple[int, Record]]) -> Handle:
        def handle(request: Request) -> Answer:
            with self._app.db.write(request.person) as write:
                status, record = work(self._context(write, request))
            headers = {"location": f"/api/{name}/{record['id']}"} if request.method == "POST" else {}
            return Answer(status, self._views.view(name, record, request.person), headers)

        return handle

    def _removing(self, work: Callable[[Context], None]) -> Handle:
        def handle(request: Request) -> Answer:
            with self._app.db.write(request.person) as write:
                work(self._context(write, request))
            return Answer(204)

        return handle

    def _operation(self, operation: Operation) -> Handle:
        def handle(request: Request) -> Answer:
            if operation.method == "GET":
                self._must_read(request)
            with self._app.db.write(request.person) as write:
                outcome = operation.handle(self._context(write, request))
            if isinstance(outcome.record, list):
                return Answer(outcome.status, self._views.views(outcome.entity, outcome.record, request.person))
            return Answer(outcome.status, self._views.view(outcome.entity, outcome.record, request.person))

        return handle
