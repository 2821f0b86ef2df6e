"""Tells every open window at once that something has changed; what, it then asks for itself."""
from __future__ import annotations

import json
import threading

from app import App
from database import Written
from problem import Problem
from web import Answer, Request, Write

#: Each open window has a thread.
MOST = 500
#: Seconds after which a line is due, or what stands in between takes the connection for dead.
QUIET = 15


class Live:
    """The open windows. Each waits until the number of the last change is another."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._changed = threading.Condition()
        self._seq = 0
        self._open = 0

    def answer(self, request: Request) -> Answer:
        if not self._app.permissions.reads(request.person):
            self._app.permissions.must_be_known(request.person)
        with self._app.db.read() as read:
            seq = read.seq()
        # A window can be open for hours, and needs no connection to the database meanwhile.
        self._app.db.release()
        with self._changed:
            if self._open >= MOST:
                raise Problem(429, "Too many windows are open.", headers={"retry-after": "60"})
            self._seq = max(self._seq, seq)
        headers = {"content-type": "text/event-stream", "x-accel-buffering": "no"}
        return Answer(200, None, headers, stream=lambda write: self._stream(write, seq))

    def hear(self, written: Written) -> None:
        with self._changed:
            self._seq = max(self._seq, *(change["seq"] for change in written.changes))
            self._changed.notify_all()

    def close(self) -> None:
        """Lets every window go."""
        with self._changed:
            self._changed.notify_all()

    def _stream(self, write: Write, seq: int) -> None:
        with self._changed:
            self._open += 1
        try:
            write(b"retry: 2000\n" + event(seq))
            while not self._app.stopping.is_set():
                newer = self._wait(seq)
                if newer > seq:
                    write(event(newer))
                elif not self._app.stopping.is_set():
                    write(b": still here\n\n")
                seq = newer
        except (ConnectionError, TimeoutError):
            return  # The window is closed.
        finally:
            with self._changed:
                self._open -= 1

    def _wait(self, seq: int) -> int:
        with self._changed:
            self._changed.wait_for(lambda: self._seq > seq or self._app.stopping.is_set(), QUIET)
            return max(seq, self._seq)


def event(seq: int) -> bytes:
    return b"data: " + json.dumps({"seq": seq}, separators=(",", ":")).encode() + b"\n\n"


def install(app: App) -> None:
    """Adds the stream."""
    live = Live(app)
    app.routes.add("GET", "/api/live", live.answer)
    app.on_change(live.hear)
    app.closing.append(live.close)
