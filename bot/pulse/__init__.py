"""The pulse: wakes the sweeps. What is owed stands in the database; this only makes somebody look."""

from __future__ import annotations

from bot.pulse.pulse import Pulse, Sweep

__all__ = ["Pulse", "Sweep"]
