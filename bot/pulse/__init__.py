"""The pulse: wakes the sweeps. What is owed stands in the database; this only makes somebody look."""

from __future__ import annotations

from bot.pulse.pulse import Chore, Pulse, Sweep

__all__ = ["Chore", "Pulse", "Sweep"]
