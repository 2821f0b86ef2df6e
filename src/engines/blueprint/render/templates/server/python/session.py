"""Accounts and who is signed in: passwords are kept as salted scrypt hashes, sessions as hashes of what the cookie holds."""
from __future__ import annotations

import time
from typing import Any, Optional

from app import App
from cookies import cookie, cookie_of, digest, new_token
from passwords import Passwords, new_salt
from problem import Problem
from tables import Record
from throttle import Throttle, new_accounts, wrong_passwords
from validation import EMAIL
from values import length
from web import Answer, Request

MOST = 14 * 24 * 60 * 60
#: Once an hour is enough to know who still comes.
NOTES = 60 * 60
EXAMPLE = "example-password"


class People:
    """The accounts of the application."""

    def __init__(self, app: App) -> None:
        self._db = app.db
        self._roles: list[dict[str, Any]] = app.schema["roles"]
        open_ = [role for role in self._roles if not role["manages"]]
        #: Which roles a new person can have: none that manages, unless there is no other.
        self._open = open_ or self._roles[:1]
        self._passwords = Passwords()
        self._throttle = Throttle()

    def person(self, headers: Any) -> Optional[Record]:
        """Whoever sends a request, or nobody."""
        token = cookie_of(headers, "session")
        if token is None:
            return None
        now, key = int(time.time()), digest(token)
        found = self._db.connection().execute('SELECT "account", "seen_at" FROM "_sessions" WHERE "token" = ? AND "seen_at" > ?', (key, now - MOST)).fetchone()
        if found is None:
            return None
        if found["seen_at"] < now - NOTES:
            with self._db.write() as write:
                write.connection.execute('UPDATE "_sessions" SET "seen_at" = ? WHERE "token" = ?', (now, key))
        with self._db.read() as read:
            account = read.find("_accounts", found["account"])
        return shown(account) if account else None

    def welcome(self, headers: Any) -> dict[str, str]:
        """Nothing comes with the first page; who signs in gets a cookie then."""
        return {}

    def calls(self, record: Record, person: Optional[Record]) -> Record:
        """Records say by their ids whose they are."""
        return record

    def current(self, request: Request) -> Answer:
        return Answer(200, {"person": request.person})

    def sign_in(self, request: Request) -> Answer:
        email = address_of(request.body)
        password = text_of(request.body, "password")[:200]
        tries = wrong_passwords(request.ip, email)
        self._throttle.attempt(tries)
        with self._db.read() as read:
            account = read.first("_accounts", email=email)
        # An unknown address takes as long as a wrong password and is answered the same.
        right = self._passwords.is_right(password, account)
        if account is None or not right:
            raise Problem(401, "Address and password do not belong together.")
        self._throttle.forget(tries)
        return self._enter(request, account, 200)

    def sign_out(self, request: Request) -> Answer:
        token = cookie_of(request.headers, "session")
        if token is not None:
            with self._db.write() as write:
                write.connection.execute('DELETE FROM "_sessions" WHERE "token" = ?', (digest(token),))
        return Answer(204, None, {"set-cookie": cookie(request.headers, "session", "", 0)})

    def join(self, request: Request) -> Answer:
        name, email = text_of(request.body, "name").strip(), address_of(request.body)
        password, wanted = text_of(request.body, "password"), request.body.get("role") if isinstance(request.body, dict) else None
        errors = errors_of(name, email, password)
        if errors:
            raise Problem(400, "This account cannot be made.", errors)
        allowed = next((role for role in self._open if role["id"] == wanted), None)
        if wanted and allowed is None:
            raise Problem(400, "This role is given, not taken.", [{"field": "role", "message": "This role cannot be chosen."}])
        self._throttle.attempt(new_accounts(request.ip))
        salt = new_salt()
        hash = self._passwords.hash_of(password, salt)
        with self._db.write() as write:
            if write.first("_accounts", email=email):
                taken = "There is an account with this address."
                raise Problem(409, taken, [{"field": "email", "message": taken}])
            # Somebody has to be able to manage: the first, where there are no examples.
            managing = [role for role in self._roles if role["manages"]] if write.count("_accounts") == 0 else []
            role = next(iter(managing), allowed or self._open[0])
            made = write.insert("_accounts", {"name": name, "email": email, "role": role["id"], "salt": salt, "hash": hash})
        return self._enter(request, made, 201)

    def plant(self, accounts: list[Record]) -> None:
        """Makes the example accounts."""
        for account in accounts:
            salt = new_salt()
            hash = self._passwords.hash_of(EXAMPLE, salt)
            with self._db.write() as write:
                write.insert("_accounts", {**account, "salt": salt, "hash": hash})

    def _enter(self, request: Request, account: Record, status: int) -> Answer:
        token, now = new_token(), int(time.time())
        with self._db.write() as write:
            write.connection.execute(
                'INSERT INTO "_sessions" ("token", "account", "created_at", "seen_at") VALUES (?, ?, ?, ?)', (digest(token), account["id"], now, now)
            )
        return Answer(status, {"person": shown(account)}, {"set-cookie": cookie(request.headers, "session", token, MOST)})


def shown(account: Record) -> Record:
    return {key: account[key] for key in ("id", "name", "email", "role")}


def text_of(body: Any, name: str) -> str:
    value = body.get(name) if isinstance(body, dict) else None
    return value if isinstance(value, str) else ""


def address_of(body: Any) -> str:
    return text_of(body, "email").strip().lower()


def errors_of(name: str, email: str, password: str) -> list[dict[str, str]]:
    errors = []
    if not name or length(name) > 80:
        errors.append({"field": "name", "message": "A name is needed, of up to 80 characters."})
    if not EMAIL.fullmatch(email) or length(email) > 254:
        errors.append({"field": "email", "message": "That does not look like an email address."})
    if not 8 <= length(password) <= 200:
        errors.append({"field": "password", "message": "A password has at least 8 characters."})
    return errors


def install(app: App) -> People:
    """Adds the addresses, and to a new database the example accounts."""
    people = People(app)
    app.routes.add("GET", "/api/session", people.current)
    app.routes.add("POST", "/api/session", people.sign_in)
    app.routes.add("DELETE", "/api/session", people.sign_out)
    app.routes.add("POST", "/api/people", people.join)
    if app.starts_empty:
        people.plant(app.schema["app"]["accounts"])
    return people
