"""Guessing gets slower with each try: wrong passwords for one account from one address, and tries from an address at all."""
from __future__ import annotations

import math
import threading
import time
from dataclasses import dataclass

from problem import Problem

FORGETS = 60 * 60
LONGEST = 15 * 60
MANY = 10_000


#: Names that are counted, each with how many tries cost nothing; then each waits twice as long as the one before.
Tries = list[tuple[str, int]]


def wrong_passwords(ip: str, email: str) -> Tries:
    return [(f"password {ip} {email}", 5), (f"password {ip}", 30)]


def new_accounts(ip: str) -> Tries:
    return [(f"account {ip}", 100)]


@dataclass
class Attempts:
    """How often something was tried."""

    times: int
    at: float
    until: float


class Throttle:
    """Counts tries."""

    def __init__(self) -> None:
        self._known: dict[str, Attempts] = {}
        self._lock = threading.Lock()

    def attempt(self, tries: Tries) -> None:
        """Counts one more, before it is looked at, so that many at once are no way around. Raises while somebody has to wait."""
        now = time.monotonic()
        with self._lock:
            until = max((self._known[key].until for key, _ in tries if key in self._known), default=now)
            if until > now:
                seconds = math.ceil(until - now)
                unit = "second" if seconds == 1 else "seconds"
                raise Problem(429, f"Try again in {seconds} {unit}.", headers={"retry-after": str(seconds)})
            self._sweep(now)
            for key, free in tries:
                self._count(key, free, now)

    def forget(self, tries: Tries) -> None:
        """It was right: what was wrong for the account is forgotten, and this try counts nowhere."""
        with self._lock:
            self._known.pop(tries[0][0], None)
            for key, _ in tries[1:]:
                if key in self._known:
                    self._known[key].times -= 1

    def _count(self, key: str, free: int, now: float) -> None:
        known = self._known.get(key)
        times = (known.times if known and known.at + FORGETS > now else 0) + 1
        wait = 0 if times < free else min(LONGEST, 2 ** min(times - free, 20))
        self._known[key] = Attempts(times, now, now + wait)

    def _sweep(self, now: float) -> None:
        if len(self._known) >= MANY:
            self._known = {key: one for key, one in self._known.items() if one.at + FORGETS > now}
