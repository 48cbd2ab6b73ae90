"""One worker process for what would stall the event loop: matching, grouping, setting a PDF."""

from __future__ import annotations

from bot.workers.workers import Workers

__all__ = ["Workers"]
