"""Copies the database while the application runs: `python3 server/backup.py [folder]`. The last seven copies stay."""
from __future__ import annotations

import os
import re
import sqlite3
import sys
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path

KEEPS = 7
COPY = re.compile(r"app-[\dTZ-]+\.db")


def is_whole(copy: Path) -> bool:
    """Whether a copy can be read from end to end."""
    with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as db:
        return bool(db.execute("PRAGMA integrity_check").fetchone()[0] == "ok")


def back_up(file: Path, folder: Path) -> Path:
    """Makes a copy and gives its name."""
    if not file.exists():
        raise FileNotFoundError(f"there is no {file}; DATA_DIR says where it is")
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / f"app-{datetime.now(timezone.utc).strftime('%Y-%m-%dT%H-%M-%S-%f')[:-3]}Z.db"
    with closing(sqlite3.connect(file, timeout=10, isolation_level=None)) as db:
        db.execute("VACUUM INTO ?", (str(copy),))
    if not is_whole(copy):
        raise OSError(f"{copy} is damaged")
    copies = sorted(one for one in folder.iterdir() if COPY.fullmatch(one.name))
    for old in copies[:-KEEPS]:
        old.unlink()
    return copy


def main() -> int:
    data = Path(os.environ.get("DATA_DIR") or "data").resolve()
    folder = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else data / "backups"
    try:
        print(f"Copied to {back_up(data / 'app.db', folder)}")
    except (OSError, sqlite3.Error) as error:
        print(f"No copy was made: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
