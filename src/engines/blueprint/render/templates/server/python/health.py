"""Figures for the one who runs it, in the text that Prometheus reads: /metrics."""
from __future__ import annotations

import os
import re
import threading
import time
from pathlib import Path

from app import App
from problem import Problem
from web import Answer, Answered, Request

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)
STATM = Path("/proc/self/statm")


class Figures:
    """What was counted since the start."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._started = time.monotonic()
        self._lock = threading.Lock()
        self._requests: dict[str, int] = {}
        self._within = [0] * len(BUCKETS)
        self._total = 0
        self._seconds = 0.0

    def count(self, answered: Answered) -> None:
        method = re.sub("[^A-Z]", "", answered.method or "")
        labels = f'method="{method}",route="{answered.route}",status="{answered.status}"'
        with self._lock:
            self._requests[labels] = self._requests.get(labels, 0) + 1
            self._total += 1
            self._seconds += answered.seconds
            for index, most in enumerate(BUCKETS):
                self._within[index] += answered.seconds <= most

    def answer(self, request: Request) -> Answer:
        # Not for those who come through a proxy from outside.
        if request.headers.get("x-forwarded-for") is not None:
            raise Problem(404, "There is nothing at /metrics.")
        return Answer(200, self.text().encode(), {"content-type": "text/plain; version=0.0.4; charset=utf-8"})

    def text(self) -> str:
        with self._lock:
            requests, within, total, seconds = dict(self._requests), list(self._within), self._total, self._seconds
        buckets = [labelled("http_request_duration_seconds_bucket", f'le="{most}"', many) for most, many in zip(BUCKETS, within)]
        buckets += [
            labelled("http_request_duration_seconds_bucket", 'le="+Inf"', total),
            f"http_request_duration_seconds_sum {seconds:.3f}",
            f"http_request_duration_seconds_count {total}",
        ]
        with self._app.db.read() as read:
            records = [labelled("records", f'entity="{name}"', read.count(name)) for name in read.tables]
        counted = [labelled("http_requests_total", labels, many) for labels, many in requests.items()]
        uptime = round(time.monotonic() - self._started)
        metrics = [
            metric("http_requests_total", "counter", "Requests by route and status.", counted),
            metric("http_request_duration_seconds", "histogram", "How long requests took.", buckets),
            metric("records", "gauge", "Records that are kept.", records),
            metric("process_resident_memory_bytes", "gauge", "Memory of the process.", [f"process_resident_memory_bytes {memory()}"]),
            metric("process_uptime_seconds", "gauge", "Seconds since the start.", [f"process_uptime_seconds {uptime}"]),
        ]
        return "\n".join(metrics) + "\n"


def metric(name: str, kind: str, help: str, lines: list[str]) -> str:
    return "\n".join([f"# HELP {name} {help}", f"# TYPE {name} {kind}", *lines])


def labelled(name: str, labels: str, value: int) -> str:
    return name + "{" + labels + "} " + str(value)


def memory() -> int:
    """What the process holds, where the system tells it; otherwise 0."""
    if not STATM.exists():
        return 0
    return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def install(app: App) -> None:
    """Adds the figures."""
    figures = Figures(app)
    app.answered.append(figures.count)
    app.routes.add("GET", "/metrics", figures.answer)
