"""Looking whether everything is as it was planned."""

from __future__ import annotations

from datetime import timedelta

from bot.pulse import Sweep
from cogs.webinars.keeping.looking import look

SWEEPS = (Sweep("webinars.look", every=timedelta(minutes=10), run=look, needs_server=True),)
