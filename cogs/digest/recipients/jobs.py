"""What is due by itself around recipients: reminders, mails that came back, and forgetting what has run out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from archive.delivery.invitations import forget_colleagues
from archive.delivery.link_store import LinkStore
from archive.delivery.reminding import remind_due
from bot.pulse import Sweep
from cogs.digest.recipients.bouncing import look_for_bounces

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House


async def remind(house: House, network: Network, now: datetime) -> None:
    """Ask those again whose office left a theme without a response."""
    await remind_due(house, network, now=now)


async def forget(_house: House, network: Network, now: datetime) -> None:
    """Erase the addresses of colleagues whose link has run out, and links that ended long ago."""
    await forget_colleagues(network, now)
    async with network.write() as tx:
        await LinkStore(tx).forget_old(now)


SWEEPS = (
    Sweep("digest.remind_recipients", every=timedelta(hours=1), run=remind),
    Sweep("digest.bounces", every=timedelta(minutes=15), run=look_for_bounces),
    Sweep("digest.forget", every=timedelta(hours=24), run=forget),
)
