"""The only way out: rows written with their cause, carried out after it is committed."""

from __future__ import annotations

from bot.outbox.courier import Courier
from bot.outbox.effects import Effect, GiveUp, InDoubt, PutOff, Retry
from bot.outbox.outbox import Outbox

__all__ = ["Courier", "Effect", "GiveUp", "InDoubt", "Outbox", "PutOff", "Retry"]
