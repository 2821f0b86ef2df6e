"""Parts of a whole that are ticked off: what is done is kept for each person."""
from __future__ import annotations

from typing import Any, Optional

from behaviour import Collection, Context, Operation, Outcome, Rule
from problem import forbidden, missing, wrong
from tables import Record


class Progress:
    """With `done`, a field of the part says it for everyone; otherwise each person has marks of their own."""

    def __init__(self, schema: dict[str, Any], *, whole: str, part: str, field: str, done: Optional[str]) -> None:
        self._whole, self._part, self._field, self._done = whole, part, field, done

    def rule(self) -> Rule:
        marks = Collection("_done", self._is_for, lambda context, body: self._tick(context, body.get("of")), None, self._remove)
        return Rule(
            entity=self._whole,
            source=self,
            operations=[Operation("PUT", f"/api/{self._whole}/:id/progress", self.put)],
            collections=[] if self._done else [marks],
        )

    def put(self, context: Context) -> Outcome:
        context.permissions.must_be_known(context.person)
        is_done, id = context.sent.get("done"), context.sent.get(f"{self._part}Id")
        if not isinstance(is_done, bool):
            raise wrong("done", "Done or not? `done` is true or false.")
        record = context.existing(self._whole, context.params["id"])
        part = context.records.find(self._part, id) if isinstance(id, str) else None
        if part is None or part.get(self._field) != record["id"]:
            raise missing(self._part, "undefined" if id is None else str(id))
        self._write(context, part["id"], is_done)
        return Outcome(self._whole, record)

    def _write(self, context: Context, of: str, is_done: bool) -> None:
        if self._done:
            context.records.update(self._part, of, {self._done: is_done}, context.by)
            return
        own = self._mark(context, of)
        if is_done and own is None:
            self._tick(context, of)
        elif own is not None and not is_done:
            context.records.remove("_done", own["id"])

    def _mark(self, context: Context, of: str) -> Optional[Record]:
        return context.records.first("_done", of=of, createdBy=context.by)

    def _tick(self, context: Context, of: Any) -> tuple[int, Record]:
        context.existing(self._part, of)
        own = self._mark(context, of)
        return (200, own) if own else (201, context.records.insert("_done", {"of": of}, context.by))

    def _is_for(self, context: Context, body: Record) -> bool:
        of = body.get("of")
        known = isinstance(of, str) and context.records.find(self._part, of) is not None
        return known or body.get("createdBy") is not None

    def _remove(self, context: Context, one: Record) -> None:
        if one.get("createdBy") != context.by:
            raise forbidden("This is the mark of another person.")
        context.records.remove("_done", one["id"])
