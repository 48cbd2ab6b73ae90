"""How the process fares: what a host's monitoring may read, none of it about a person."""

from __future__ import annotations

from bot.health.meters import Meters

__all__ = ["Meters"]
