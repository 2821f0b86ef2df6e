"""The server itself: connections, what every answer carries, and one line in the log for each request."""
from __future__ import annotations

import json
import re
import socketserver
import sqlite3
import threading
import time
import traceback
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Optional
from urllib.parse import parse_qsl, urlsplit

from bodies import parse_json
from problem import Problem, from_database
from web import Answer, Answered, Request, Site, misspelt

LARGEST_BODY = 1024 * 1024
#: More than this of a body that is too large is not even passed over.
LARGEST_DRAINED = 8 * LARGEST_BODY
READING = ("GET", "HEAD")
JSON_TYPE = re.compile(r"application/json\s*(;|$)", re.IGNORECASE)
SAFE = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
    "cross-origin-opener-policy": "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
}


class Server(ThreadingHTTPServer):
    """One thread for each connection."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, address: tuple[str, int], site: Site) -> None:
        self.site = site
        self._busy = 0
        self._idle = threading.Condition()
        super().__init__(address, Handler)

    def server_bind(self) -> None:
        # The class above would ask the name service for the machine's name, which can take seconds.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def begin(self) -> None:
        with self._idle:
            self._busy += 1

    def end(self) -> None:
        with self._idle:
            self._busy -= 1
            self._idle.notify_all()

    def wait_until_idle(self, seconds: float) -> bool:
        """Lets requests that have begun finish; false when they take longer."""
        with self._idle:
            return self._idle.wait_for(lambda: self._busy == 0, seconds)

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A browser that goes away in the middle of an answer is nothing to report.
        self.site.log("info", message="A connection ended early.")


class Handler(BaseHTTPRequestHandler):
    """One connection; answers its requests one after the other."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "app"
    sys_version = ""
    timeout = 65
    wbufsize = -1
    disable_nagle_algorithm = True

    def finish(self) -> None:
        try:
            super().finish()
        finally:
            self.server.site.release()

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: `answer` writes the log line."""

    def send_error(self, code: int, message: Optional[str] = None, explain: Optional[str] = None) -> None:
        self.close_connection = True
        self.send(problem_answer(Problem(code, message or HTTPStatus(code).phrase)))

    def answer(self) -> None:
        """Answers one request, notes it, and tells who listens."""
        self.server.begin()
        started = time.perf_counter()
        self.route = "page"
        status = 499
        try:
            answer = self.attempt()
            status = answer.status
            self.send(answer)
        finally:
            seconds = time.perf_counter() - started
            self.server.end()
            self.note(Answered(self.command, self.path.split("?")[0], self.route, status, seconds))

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer

    def attempt(self) -> Answer:
        """The answer, whatever goes wrong."""
        try:
            return self.respond()
        except Problem as problem:
            return problem_answer(problem)
        except (ConnectionError, TimeoutError):
            raise
        except sqlite3.Error as error:
            return problem_answer(from_database(error) or self.unexpected(error))
        except Exception as error:  # noqa: BLE001 - the one who asks gets an answer, the log says why
            return problem_answer(self.unexpected(error))

    def unexpected(self, error: Exception) -> Problem:
        self.server.site.log("error", message=repr(error), stack=traceback.format_exc())
        return Problem(500, "The server could not do this.")

    def note(self, answered: Answered) -> None:
        site = self.server.site
        ms = round(answered.seconds * 1000)
        site.log("info", method=answered.method, path=answered.path, route=answered.route, status=answered.status, ms=ms)
        for listener in site.answered:
            listener(answered)

    def respond(self) -> Answer:
        site = self.server.site
        path, query = self.address()
        data = self.read_body()
        if not site.routes.is_known(path):
            return self.page(path)
        route, params = site.routes.find(self.command, path)
        self.route = route.path
        body = None if self.command in READING else self.body_of(data)
        request = Request(self.command, path, params, query, body, self.headers, self.ip(), site.person(self.headers))
        return route.handle(request)

    def address(self) -> tuple[str, dict[str, str]]:
        """The path, and what is asked of it; the first of a name counts."""
        try:
            parts = urlsplit(self.path)
        except ValueError:
            raise misspelt() from None
        query: dict[str, str] = {}
        for name, value in parse_qsl(parts.query, keep_blank_values=True):
            query.setdefault(name, value)
        return without_dots(parts.path), query

    def ip(self) -> str:
        forwarded = self.headers.get("x-forwarded-for") if self.server.site.trusts_proxy else None
        return forwarded.split(",")[-1].strip() if forwarded else str(self.client_address[0])

    def host(self) -> Optional[str]:
        """As the browser calls this place."""
        forwarded = self.headers.get("x-forwarded-host") if self.server.site.trusts_proxy else None
        return forwarded or self.headers.get("host")

    def page(self, path: str) -> Answer:
        site = self.server.site
        page = site.pages.find(path)
        if page is None:
            raise Problem(404, f"There is nothing at {path}.")
        if self.command not in READING:
            raise Problem(405, f"{self.command} is not possible here.", headers={"allow": "GET, HEAD"})
        headers = {"etag": page.etag, "cache-control": "no-cache", **(site.welcome(self.headers) if page.is_first else {})}
        if self.headers.get("if-none-match") == page.etag:
            return Answer(304, None, headers)
        return Answer(200, page.content, {**headers, "content-type": page.type})

    def read_body(self) -> bytes:
        """All of it, so that the next request on this connection begins where it should."""
        if self.headers.get("transfer-encoding"):
            self.close_connection = True
            raise Problem(411, "Say with content-length how long the body is.")
        text = self.headers.get("content-length") or "0"
        if not re.fullmatch(r"\d{1,15}", text, re.ASCII):
            self.close_connection = True
            raise Problem(400, "That is no length of a body.")
        if int(text) > LARGEST_BODY:
            self.close_connection = True
            # Who is in the middle of sending hears the answer only at the end.
            if int(text) <= LARGEST_DRAINED:
                self.rfile.read(int(text))
            raise Problem(413, "A request has at most one megabyte.")
        return self.rfile.read(int(text)) if int(text) else b""

    def body_of(self, data: bytes) -> Any:
        """What was sent. A page of another place can send something here; it can neither send JSON nor hide where it is from."""
        origin = self.headers.get("origin")
        if origin is not None and host_of(origin) != self.host():
            raise Problem(403, "This was sent from another place.")
        kind = self.headers.get("content-type")
        if (data or kind is not None) and not JSON_TYPE.match(kind or ""):
            raise Problem(415, "What is sent here has the content type application/json.")
        return parse_json(data) if data else None

    def write(self, piece: bytes) -> None:
        self.wfile.write(piece)
        self.wfile.flush()

    def send(self, answer: Answer) -> None:
        body = answer.body
        headers = {**SAFE, "cache-control": "no-store", **answer.headers}
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
            headers.setdefault("content-type", "application/json; charset=utf-8")
        self.send_response_only(answer.status)
        self.send_header("date", self.date_time_string())
        for name, value in headers.items():
            self.send_header(name, value)
        if answer.stream:
            self.close_connection = True
            self.send_header("connection", "close")
        elif answer.status not in (204, 304):
            self.send_header("content-length", str(len(body or b"")))
        if self.close_connection and not answer.stream:
            self.send_header("connection", "close")
        self.end_headers()
        if answer.stream and self.command != "HEAD":
            self.wfile.flush()
            answer.stream(self.write)
        elif body and self.command != "HEAD":
            self.wfile.write(body)
        self.wfile.flush()


def problem_answer(problem: Problem) -> Answer:
    return Answer(problem.status, problem.body(), {"content-type": "application/problem+json; charset=utf-8", **problem.headers})


def without_dots(path: str) -> str:
    """A path with `..` followed, as a browser does before it asks."""
    parts: list[str] = []
    for part in path.split("/")[1:]:
        plain = re.sub("%2e", ".", part, flags=re.IGNORECASE)
        if plain == "..":
            parts = parts[:-1]
        elif plain != ".":
            parts.append(part)
    return "/" + "/".join(parts)


def host_of(origin: str) -> Optional[str]:
    try:
        return urlsplit(origin).netloc or None
    except ValueError:
        return None
