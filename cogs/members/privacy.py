"""What is held about a person here is the roster's: see `bot.people.privacy`."""

from __future__ import annotations

from bot.people.privacy import erase, export

ERASED_LAST = True  # the other features' rows point at the person's own row

__all__ = ["ERASED_LAST", "erase", "export"]
