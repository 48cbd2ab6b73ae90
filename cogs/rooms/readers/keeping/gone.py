"""Spaces whose channel or thread is gone from Discord: forgotten, and the stewards told how each comes back.

Nothing is made again by itself: a channel that comes back with readers nobody has looked at is worse than none.
"""

from __future__ import annotations

import logging
from datetime import datetime

from bot.cards import Card
from bot.database.network import Network
from bot.notices.telling import tell_stewards
from bot.visibility.admission.rooms import room_at
from bot.visibility.admission.spaces import Space, SpaceStore
from bot.visibility.keeping.exposures import ExposureStore
from bot.visibility.keeping.ledger import Ledger
from cogs.rooms.opened.joining import forget
from config.texts import Texts

log = logging.getLogger(__name__)

GONE = "rooms.gone"  # the kind of notice


async def forget_space(network: Network, channel_id: int, *, now: datetime) -> None:
    """Forget a space, its exposures and who read it; a channel that was none, or is forgotten already, is fine.

    A thread is its feature's to make again; of a channel the stewards are told.
    """
    async with network.write() as tx:
        space = await SpaceStore(tx).by_channel(channel_id)
        room = await room_at(tx, channel_id)
        await SpaceStore(tx).forget(channel_id)
        await forget(tx, channel_id, now=now)
        await Ledger(tx).forget(channel_id)
        await ExposureStore(tx).forget(channel_id)
        if space is not None and space.kind != "thread":
            is_opened = room is not None
            key = f"{GONE}:{space.id}"
            await tell_stewards(tx, GONE, lambda t: gone_card(t, space, is_opened=is_opened), now=now, key=key)
            log.info("channel %s is gone, and with it a space", channel_id)


def gone_card(t: Texts, space: Space, *, is_opened: bool) -> Card:
    """Return what stewards are told about a channel that was deleted; a room that a member opened has no plan."""
    again = (
        t("It is off the list of rooms. Whoever misses it can open another one with /room open.")
        if is_opened
        else t("Run /setup, and it is made again: empty, with the right readers.")
    )
    said = t("Somebody deleted “{name}” on Discord, with all that was written there.", name=space.name)
    return Card(title=t("A channel is gone"), text=f"{said} {again}")
