"""`python -m demo`. The guard matters: the worker process imports this file again."""

from __future__ import annotations

from demo.cli import main

if __name__ == "__main__":
    main()
