"""Cookies that scripts cannot read and that other places cannot make a browser send."""
from __future__ import annotations

import hashlib
import secrets
from typing import Any, Optional


def cookie_of(headers: Any, name: str) -> Optional[str]:
    """The value of a cookie, or nothing."""
    for pair in (headers.get("cookie") or "").split(";"):
        key, _, value = pair.strip().partition("=")
        if key == name and value:
            return str(value)
    return None


def cookie(headers: Any, name: str, value: str, seconds: int) -> str:
    """A cookie for so many seconds; with 0 it is taken away."""
    secure = "; Secure" if headers.get("x-forwarded-proto") == "https" else ""
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}"


def new_token() -> str:
    """Something that nobody guesses."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is kept of it: who reads the database cannot use it."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
