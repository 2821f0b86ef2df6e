"""Puts the parts together, listens, and ends cleanly."""
from __future__ import annotations

import errno
import json
import signal
import sqlite3
import threading
import time
from datetime import datetime
from typing import Any

from api import Api
from app import ROOT, App, Config
from behaviours import rules_of
from database import Database
from pages import Pages
from permissions import Permissions
from seed import Examples
from serving import Server
from {{people}} import install as install_people
from views import Views
from web import Answer, Request, Routes, Site
{{imports}}
MORE_PORTS = 20
OLDEST_SQLITE = (3, 27, 0)
#: Who still waits for an answer gets so many seconds.
GRACE = 5.0


def application(config: Config) -> App:
    """What every part works with."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise RuntimeError(f"this needs SQLite 3.27 or newer; Python brings {sqlite3.sqlite_version}")
    schema: dict[str, Any] = json.loads((ROOT / "server" / "schema.json").read_text(encoding="utf-8"))
    config.data.mkdir(parents=True, exist_ok=True)
    db = Database(config.data / "app.db", schema)
    try:
        db.migrate(ROOT / "migrations")
    except sqlite3.Error as error:
        raise RuntimeError(str(error)) from error
    is_new = not db.is_marked("examples")
    return App(config, schema, db, Routes(), Permissions(schema), rules_of(schema), starts_empty=is_new and config.examples)


def listen(config: Config, site: Site) -> Server:
    """Takes the port, or one of the twenty after it."""
    for port in range(config.port, config.port + MORE_PORTS + 1):
        try:
            return Server((config.host, port), site)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or port == config.port + MORE_PORTS:
                raise
    raise OSError("no port is free")


def ready(app: App, request: Request) -> Answer:
    app.db.connection().execute("SELECT 1").fetchone()
    return Answer(200, {"status": "ready"})


def build(app: App) -> Site:
    """All addresses, and what stands behind them."""
    app.routes.add("GET", "/healthz", lambda request: Answer(200, {"status": "ok"}))
    app.routes.add("GET", "/readyz", lambda request: ready(app, request))
    people = install_people(app)
    if app.starts_empty:
        Examples(app.schema, ROOT / "server" / "seeds.json", datetime.now()).plant(app.db)
    app.db.mark("examples")
    app.views = Views(app.permissions, app.rules, people.calls)
{{installs}}    Api(app)
    return Site(app.routes, Pages(ROOT), people.person, people.welcome, app.db.release, app.log, app.answered, app.config.trusts_proxy)


def start(config: Config) -> int:
    """Answers until it is told to end."""
    app = application(config)
    server = listen(config, build(app))
    ended: list[int] = []
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda number, frame: ended.append(number))
    answering = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, name="answering")
    answering.start()
    app.start_jobs()
    print(f"{app.schema['app']['name']}: http://localhost:{server.server_address[1]}/", flush=True)
    # In short steps, because a signal does not end a sleep.
    while not ended:
        time.sleep(0.1)
    server.shutdown()
    answering.join()
    app.stop()
    server.wait_until_idle(GRACE)
    app.wait_for_jobs(GRACE)
    server.server_close()
    app.db.release()
    return 0
