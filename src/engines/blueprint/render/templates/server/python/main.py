"""Starts the application: `python3 server/main.py`. PORT, HOST and DATA_DIR say where."""
from __future__ import annotations

import sys


def main() -> int:
    if sys.version_info < (3, 9):
        print(f"This needs Python 3.9 or newer; here is {sys.version.split()[0]}. See https://www.python.org.", file=sys.stderr)
        return 1
    from app import Config
    from start import start

    try:
        return start(Config.read())
    except (OSError, ValueError, RuntimeError) as error:
        print(f"The server cannot start: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
