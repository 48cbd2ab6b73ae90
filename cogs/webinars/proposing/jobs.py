"""What proposals do by themselves."""

from __future__ import annotations

from datetime import timedelta

from bot.pulse import Sweep
from cogs.webinars.proposing.proposing import end_unsupported

SWEEPS = (Sweep("webinars.end_unsupported", every=timedelta(hours=6), run=end_unsupported),)
