"""Finds records by their words: the best first, with the place where the words are."""
from __future__ import annotations

import re
from typing import Any, Callable

from app import App
from database import Reading
from web import Answer, Request

MOST = 30
WORD = re.compile(r"[^\W_]+")
#: How headings, emphasis and lists are written.
MARKS = re.compile(r"[*#`>|_]+")
FIND = """SELECT "place"."entity", "place"."id", snippet("_search", 1, '', '', '…', 24) AS "excerpt"
FROM "_search" JOIN "_search_rows" AS "place" ON "place"."row" = "_search".rowid
WHERE "_search" MATCH ? ORDER BY bm25("_search", 8.0, 1.0), "place"."row" DESC LIMIT ?"""


def expression(query: str) -> str:
    """Words as SQLite's full-text search wants them: each the beginning of a word, all of them needed."""
    return " ".join(f'"{word}"*' for word in WORD.findall(query[:200])[:12])


def find(read: Reading, query: str, closed: Callable[[str], bool]) -> list[dict[str, Any]]:
    wanted = expression(query)
    rows = read.connection.execute(FIND, (wanted, MOST)).fetchall() if wanted else []
    return [
        {
            "entity": row["entity"],
            "id": row["id"],
            "title": read.title(row["entity"], read.find(row["entity"], row["id"])),
            "excerpt": " ".join(MARKS.sub("", row["excerpt"]).split()),
        }
        for row in rows
        if row["entity"] in read.schema["entities"] and not closed(row["entity"])
    ]


def install(app: App) -> None:
    """Adds the search."""

    def answer(request: Request) -> Answer:
        if not app.permissions.reads(request.person):
            app.permissions.must_be_known(request.person)
        with app.db.read() as read:
            return Answer(200, {"items": find(read, request.query.get("q", ""), lambda name: app.views.is_closed(name, request.person))})

    app.routes.add("GET", "/api/search", answer)
