"""After every new connection: what should be is compared with what is, and what differs is mended."""

from __future__ import annotations

from bot.mending.mending import Mend, Mender

__all__ = ["Mend", "Mender"]
