"""After a new connection: events as they are planned, teams in their threads, cards where they stood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.mending import Mend
from bot.ui.standing import stands
from bot.visibility.admission.spaces import SpaceStore
from cogs.webinars.keeping.looking import compare_events, look_at_people
from cogs.webinars.proposing.effects import forget_thread
from cogs.webinars.proposing.proposing import owe_cards
from cogs.webinars.proposing.store import ProposalStore

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House
    from cogs.webinars.proposing.model import Proposal


async def mend(house: House, network: Network, guild: discord.Guild) -> None:
    """Compare all of it; a new session tells of every event, so only cards have to be asked for."""
    now = house.clock.now()
    await compare_events(network, guild.scheduled_events, now)
    async with network.read() as tx:
        proposals = await ProposalStore(tx).where_state("seeking", "planning", "scheduled")
        threads = {space.channel_id for space in await SpaceStore(tx).all("thread")}
    for proposal in proposals:
        if proposal.thread_id is not None and proposal.thread_id not in threads:
            await forget_thread(house, network, proposal.thread_id)
        elif not await _cards_stand(guild, proposal):
            async with network.write() as tx:
                await owe_cards(tx, proposal.id, now)
    await look_at_people(guild, network, now)


async def _cards_stand(guild: discord.Guild, proposal: Proposal) -> bool:
    places = (
        (proposal.card_channel_id, proposal.card_message_id),
        (proposal.thread_id, proposal.checklist_message_id),
    )
    return all([await _is_shown(guild, channel_id, message_id) for channel_id, message_id in places])


async def _is_shown(guild: discord.Guild, channel_id: int | None, message_id: int | None) -> bool:
    """Say whether a card stands where it was posted; one that was not posted yet, or rests in the archive, does."""
    channel = guild.get_channel_or_thread(channel_id or 0)
    if message_id is None or not isinstance(channel, discord.TextChannel | discord.VoiceChannel | discord.Thread):
        return True
    return await stands(channel, message_id)


MENDS = (Mend("webinars", mend),)
