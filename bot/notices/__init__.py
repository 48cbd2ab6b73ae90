"""One queue for everything private to a member."""

from __future__ import annotations

from bot.notices.notices import DELIVER, Notice, Notices, Telling

__all__ = ["DELIVER", "Notice", "Notices", "Telling"]
