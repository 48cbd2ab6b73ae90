"""Handing on what somebody does in a private message to the process that has their community's server.

Why it arrives elsewhere, and how it is kept to one: docs/decisions/0048-direct-messages-are-handed-on.md.
"""

from __future__ import annotations

from bot.handing.background import Background
from bot.handing.handing import KEPT, TOPIC, Handing, with_left

__all__ = ["KEPT", "TOPIC", "Background", "Handing", "with_left"]
