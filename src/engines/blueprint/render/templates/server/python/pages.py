"""The files that the browser may have: the page, its styles, its scripts and its pictures, and nothing else."""
from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Optional
from urllib.parse import unquote

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
PATH = re.compile(r"/index\.html|/(css|js|assets)/[\w./-]+", re.ASCII)
#: Tells the scripts where the server is.
SERVER = b'<head>\n<meta name="server" content="/api">'


@dataclass
class Page:
    """A file as it is sent."""

    content: bytes
    type: str
    etag: str
    is_first: bool


class Pages:
    """The files below the folder of the application."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def find(self, address: str) -> Optional[Page]:
        """The file behind an address, or nothing when there is none that may be seen."""
        path = "/index.html" if address == "/" else unquote(address)
        parts = path.split("/")[1:]
        if not PATH.fullmatch(path) or any(part.startswith(".") for part in parts):
            return None
        file = self._root.joinpath(*parts).resolve()
        if self._root not in file.parents or not file.is_file():
            return None
        content = file.read_bytes()
        is_first = path == "/index.html"
        if is_first:
            content = content.replace(b"<head>", SERVER, 1)
        etag = '"' + hashlib.sha256(content).hexdigest()[:32] + '"'
        return Page(content, TYPES.get(file.suffix, "application/octet-stream"), etag, is_first)
