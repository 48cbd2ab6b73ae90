"""Carrying a whole deployment from one database to another, and proving that every row arrived."""

from __future__ import annotations

from bot.copying.copy import Copied, copy_database
from bot.copying.rows import digests

__all__ = ["Copied", "copy_database", "digests"]
