"""Destroying keys on time, and telling Discord what it was not told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.anonymity.endings import sweep
from bot.pulse import Sweep

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House


async def end_what_is_old(house: House, network: Network, now: datetime) -> None:
    """Destroy the keys of conversations that ended or are 14 days old."""
    await sweep(network, house.keys.conversations(network.id), now=now)


SWEEPS = (Sweep("anonymous.end", every=timedelta(minutes=5), run=end_what_is_old),)
