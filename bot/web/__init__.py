"""Web pages: server-rendered, no script needed."""

from __future__ import annotations

from bot.web.page import page

__all__ = ["page"]
