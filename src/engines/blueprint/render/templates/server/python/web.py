"""What is asked and answered over HTTP, and which address leads where."""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Callable, Optional
from urllib.parse import unquote

from pages import Pages
from problem import Problem


@dataclass
class Request:
    """What a handler is asked."""

    method: str
    path: str
    params: dict[str, str]
    query: dict[str, str]
    body: Any
    headers: Any
    ip: str
    person: Optional[dict[str, Any]]


#: Sends a piece at once.
Write = Callable[[bytes], None]


@dataclass
class Answer:
    """What a handler gives. A body of `bytes` goes out as it is, nothing as no body, anything else as JSON."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    #: Writes the body itself, piece by piece, for as long as it likes; the connection ends afterwards.
    stream: Optional[Callable[[Write], None]] = None


Handle = Callable[[Request], Answer]


@dataclass
class Route:
    """A method and an address; `:name` in it stands for one part."""

    method: str
    path: str
    handle: Handle
    pattern: "re.Pattern[str]"


class Routes:
    """Every address that is answered. What was added first wins."""

    def __init__(self) -> None:
        self._routes: list[Route] = []

    def add(self, method: str, path: str, handle: Handle) -> None:
        pattern = re.compile(re.sub(r":(\w+)", r"(?P<\1>[^/]+)", path))
        self._routes.append(Route(method, path, handle, pattern))

    def is_known(self, path: str) -> bool:
        """Whether an address belongs to the interface and not to the pages."""
        return path.startswith("/api/") or any(route.path == path for route in self._routes)

    def find(self, method: str, path: str) -> tuple[Route, dict[str, str]]:
        """The route for a request; raises the fitting problem when there is none."""
        first = next((route for route in self._routes if route.pattern.fullmatch(path)), None)
        if first is None:
            raise Problem(404, f"There is nothing at {path}.")
        here = [route for route in self._routes if route.path == first.path]
        wanted = "GET" if method == "HEAD" else method
        for route in here:
            match = route.pattern.fullmatch(path)
            if route.method == wanted and match:
                return route, {name: decoded(value) for name, value in match.groupdict().items()}
        allowed = ["GET, HEAD" if route.method == "GET" else route.method for route in here]
        raise Problem(405, f"{method} is not possible here.", headers={"allow": ", ".join(allowed)})


@dataclass
class Answered:
    """What is known of a request afterwards."""

    method: str
    path: str
    route: str
    status: int
    seconds: float


@dataclass
class Site:
    """What the server answers from, and whom it tells afterwards."""

    routes: Routes
    pages: Pages
    #: Who sends a request, by its headers.
    person: Callable[[Any], Optional[dict[str, Any]]]
    #: Headers that the first page brings along, by those of the request.
    welcome: Callable[[Any], dict[str, str]]
    #: Called when a connection ends, in its thread.
    release: Callable[[], None]
    log: Callable[..., None]
    answered: list[Callable[[Answered], None]]
    trusts_proxy: bool = False


def misspelt() -> Problem:
    return Problem(400, "The address is not written correctly.")


def decoded(part: str) -> str:
    """A part of an address as it was meant."""
    try:
        return unquote(part, errors="strict")
    except UnicodeDecodeError:
        raise misspelt() from None
