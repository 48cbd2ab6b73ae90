"""`python -m bot.run.reference`: write docs/commands.md and docs/settings.md anew."""

from __future__ import annotations

import asyncio

from bot.run.reference.pages import FOLDER, pages


def main() -> None:
    """Write both pages."""
    for name, text in asyncio.run(pages()).items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
