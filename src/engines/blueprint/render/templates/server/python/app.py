"""What the parts of the server share: its settings, its data, its addresses, and who listens to changes."""
from __future__ import annotations

import json
import os
import threading
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Callable

from behaviour import Rule
from database import Database, Listener, Written
from permissions import Permissions
from views import Views
from web import Answered, Routes

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Config:
    """From the environment."""

    host: str
    port: int
    data: Path
    #: Whether an empty database gets the examples.
    examples: bool
    #: Whether a proxy stands before this server and says who asks.
    trusts_proxy: bool

    @staticmethod
    def read() -> "Config":
        port = os.environ.get("PORT") or "4173"
        if not port.isdigit() or int(port) > 65535:
            raise ValueError(f"PORT is {port}, which is no port.")
        return Config(
            host=os.environ.get("HOST") or "127.0.0.1",
            port=int(port),
            data=Path(os.environ.get("DATA_DIR") or "data").resolve(),
            examples=os.environ.get("EXAMPLES") != "off",
            trusts_proxy=os.environ.get("TRUST_PROXY") == "1",
        )


def log(level: str, **entry: Any) -> None:
    """One line of JSON."""
    at = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    print(json.dumps({"at": at, "level": level, **entry}, ensure_ascii=False), flush=True)


@dataclass
class App:
    """The one thing that lives as long as the server."""

    config: Config
    schema: dict[str, Any]
    db: Database
    routes: Routes
    permissions: Permissions
    rules: list[Rule]
    #: Made as soon as it is known how people are told apart.
    views: Views = field(init=False)
    log: Callable[..., None] = log
    #: Whether this start fills the database.
    starts_empty: bool = False
    #: Called after each request.
    answered: list[Callable[[Answered], None]] = field(default_factory=list)
    #: Called when the server is to end, by whatever keeps a request waiting.
    closing: list[Callable[[], None]] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)
    _jobs: list[threading.Thread] = field(default_factory=list)

    def on_change(self, listener: Listener) -> None:
        """Calls `listener` with what each transaction has written, once it is kept."""

        def hear(written: Written) -> None:
            # What was written is kept, whatever those make of it who hear of it.
            self._attempt("changes", lambda: listener(written))

        self.db.listeners.append(hear)

    def every(self, seconds: float, name: str, work: Callable[[], None]) -> None:
        """Does `work` now and again and again until the server ends; a failure is noted and does not end it."""

        def loop() -> None:
            self._attempt(name, work)
            while not self.stopping.wait(seconds):
                self._attempt(name, work)
            self.db.release()

        self._jobs.append(threading.Thread(target=loop, name=name, daemon=True))

    def _attempt(self, name: str, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001 - the next time may go well
            self.log("error", job=name, message=repr(error))

    def start_jobs(self) -> None:
        for job in self._jobs:
            job.start()

    def stop(self) -> None:
        """Tells everything that goes on to end."""
        self.stopping.set()
        for close in self.closing:
            close()

    def wait_for_jobs(self, seconds: float) -> None:
        for job in self._jobs:
            job.join(seconds)
