"""After a new connection: who reads what, before anything else; then the spaces that are gone."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import discord

from bot.mending import Mend
from bot.ui.standing import stands
from bot.visibility.admission.spaces import SpaceStore
from bot.visibility.keeping.exposures import ExposureStore, request_exposure_card
from bot.visibility.server.threads import thread_on
from cogs.rooms.readers.keeping.gone import forget_space
from cogs.rooms.readers.keeping.locking import lock_key, lock_or_open
from cogs.rooms.readers.listening.listeners import UpkeepCog

if TYPE_CHECKING:
    from datetime import datetime

    from bot.database.network import Network
    from bot.house import House


async def mend(house: House, network: Network, guild: discord.Guild) -> None:
    """Put back roles, overwrites and threads' members, show what cannot be, and forget what was deleted.

    Discord is asked who is in each thread, and whether each card of an exposure still stands: no session tells that.
    """
    cog = house.client.get_cog(UpkeepCog.__name__) if house.client is not None else None
    if not isinstance(cog, UpkeepCog):
        return
    await cog.look_after_absence(network, guild)
    async with network.read() as tx:
        spaces = await SpaceStore(tx).all()
    for space in spaces:
        if cog.upkeep.is_gone(guild, space):
            await forget_space(network, space.channel_id, now=house.clock.now())
    await _mend_cards(network, guild, house.clock.now())
    await _mend_locks(network, guild, {space.channel_id for space in spaces if space.kind == "thread"})


async def _mend_cards(network: Network, guild: discord.Guild, now: datetime) -> None:
    """Say again who can read a space where somebody deleted the card that says so."""
    async with network.read() as tx:
        cards = await ExposureStore(tx).cards()
    for card in cards:
        if card.card_id is not None and not await _is_shown(guild, card.channel_id, card.message_id or 0):
            async with network.write() as tx:
                await request_exposure_card(tx, card.card_id, now=now)


async def _mend_locks(network: Network, guild: discord.Guild, threads: Collection[int]) -> None:
    """Lock the threads that are to be, and open those that we locked: of either we may not have come to do so."""
    async with network.read() as tx:
        locks = await SpaceStore(tx).installed("lock")
        exposed = await ExposureStore(tx).channels() if network.community.rooms.lock_while_exposed else frozenset()
    for thread_id in sorted(each for each in threads if each in exposed or lock_key(each) in locks):
        await lock_or_open(network, guild, thread_id)


async def _is_shown(guild: discord.Guild, channel_id: int, message_id: int) -> bool:
    """Say whether a card stands in its space; in a forum it is a post. Where we may not look, nothing is claimed."""
    channel = guild.get_channel_or_thread(channel_id)
    if isinstance(channel, discord.ForumChannel):
        return await thread_on(guild, message_id) is not None
    if not isinstance(channel, discord.TextChannel | discord.VoiceChannel | discord.Thread):
        return True  # a thread that rests in the archive: it is looked at when it comes back
    return await stands(channel, message_id)


MENDS = (Mend("rooms", mend, is_urgent=True),)
