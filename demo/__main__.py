"""`python -m demo`: whoever starts it with what it cannot run on reads one line. Old Pythons read this file, too.

Nothing is imported outside the guard: the worker process reads this file again, and needs nothing of it.
"""

import sys

OLDEST = (3, 11)
TOO_OLD = "Staffroom needs Python 3.11 or newer; this is {}.{}. Try: make demo PYTHON=python3.12"
NOT_SET_UP = "Staffroom is not set up for this Python ({} is missing). Run: make demo"

if __name__ == "__main__":
    if sys.version_info < OLDEST:
        sys.exit(TOO_OLD.format(*sys.version_info))
    try:
        from demo.cli import main
    except ImportError as missing:
        if missing.name is None or missing.name.split(".")[0] in ("bot", "cogs", "archive", "config", "demo"):
            raise
        sys.exit(NOT_SET_UP.format(missing.name))
    main()
