"""A proposal's two cards, in the audience's room and in the team's thread, kept as the proposal is now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import discord

from bot.ui.render import to_edit
from bot.ui.sending import send_once
from bot.visibility.server.language import texts_on
from cogs.webinars.proposing.render import proposal_card
from cogs.webinars.proposing.store import ProposalStore
from cogs.webinars.proposing.team_cards import planning_card
from cogs.webinars.standing import mentions
from cogs.webinars.telling import place_for

if TYPE_CHECKING:
    from bot.cards import Card
    from bot.database.network import Network
    from bot.house import House

Post = discord.TextChannel | discord.VoiceChannel | discord.Thread


async def keep_cards(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Post or bring up to date what is shown of a proposal; so erased words are gone from Discord too."""
    async with network.read() as tx:
        proposal = await ProposalStore(tx).proposal(facts["proposal_id"])
        names = await mentions(tx, proposal.parts) if proposal is not None else {}
        place = await place_for(tx, proposal.audience) if proposal is not None else None
    guild = house.guild_or_retry(network)
    if proposal is None:
        return
    t = texts_on(guild)
    room = await _channel(guild, proposal.card_channel_id or place)
    found: dict[str, int] = {}
    if room is not None:
        shown = await _shown(room, proposal.card_message_id, proposal_card(t, proposal, names), house, facts)
        found |= {"card_channel_id": room.id, "card_message_id": shown.id}
    thread = await _channel(guild, proposal.thread_id)
    if thread is not None and not (isinstance(thread, discord.Thread) and thread.archived):
        before = proposal.checklist_message_id
        own = {**facts, "row_id": f"{facts['row_id']}t"}  # two messages of one row
        shown = await _shown(thread, before, planning_card(t, proposal, names), house, own)
        if shown.id != before:
            await shown.pin()
        found["checklist_message_id"] = shown.id
    async with network.write() as tx:
        await ProposalStore(tx).change(proposal.id, **found)


async def _channel(guild: discord.Guild, channel_id: int | None) -> Post | None:
    if channel_id is None:
        return None
    try:
        found = guild.get_channel_or_thread(channel_id) or await guild.fetch_channel(channel_id)
    except (discord.NotFound, discord.Forbidden):
        return None
    return found if isinstance(found, Post) else None


async def _shown(
    channel: Post, message_id: int | None, card: Card, house: House, facts: Mapping[str, Any]
) -> discord.Message | discord.PartialMessage:
    """Return the message that shows a card now: the one there was, or a new one where there is none."""
    if message_id is not None:
        try:
            return await channel.get_partial_message(message_id).edit(**to_edit(card))
        except discord.NotFound:
            pass  # somebody deleted it
    return await send_once(house, channel, card, facts)
