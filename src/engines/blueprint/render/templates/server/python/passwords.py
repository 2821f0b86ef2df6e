"""Passwords: what is kept is an scrypt hash with a salt of its own, slow enough that guessing takes long."""
from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import unicodedata
from typing import Any, Optional

NO_SALT = "00" * 16


def new_salt() -> str:
    """A new salt, in hexadecimal."""
    return secrets.token_hex(16)


class Passwords:
    """Makes hashes. Each takes sixteen megabytes for a moment: a few at once, no more."""

    def __init__(self, at_once: int = 4) -> None:
        self._room = threading.BoundedSemaphore(at_once)

    def hash_of(self, password: str, salt: str) -> str:
        """What is kept of a password."""
        secret = unicodedata.normalize("NFKC", password).encode("utf-8", "replace")
        with self._room:
            return hashlib.scrypt(secret, salt=bytes.fromhex(salt), n=16384, r=8, p=1, dklen=32, maxmem=64 * 1024 * 1024).hex()

    def is_right(self, password: str, account: Optional[dict[str, Any]]) -> bool:
        """Whether a password is that of an account; without an account it takes as long, and never is."""
        hash = self.hash_of(password, account["salt"] if account else NO_SALT)
        return account is not None and hmac.compare_digest(hash, account["hash"])
