"""Looking on request, and showing an exposure in its space."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import discord

from bot.house import AWAY_SECONDS
from bot.outbox import Effect, GiveUp, Retry
from bot.ui.render import Sendable, to_message
from bot.ui.sending import send_once
from bot.visibility.keeping.exposures import Exposure, ExposureStore
from bot.visibility.server.language import texts_on
from cogs.rooms.readers.listening.listeners import UpkeepCog
from cogs.rooms.readers.looking.server import Wanted
from cogs.rooms.readers.showing.exposure_cards import exposure_card

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

Postable = discord.TextChannel | discord.VoiceChannel | discord.Thread
Space = Postable | discord.ForumChannel


async def look(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Look who reads the spaces now, write down what changed, show what cannot be put right."""
    if network.guild_id is None:
        return
    guild = house.guild_or_retry(network)
    cog = house.client.get_cog(UpkeepCog.__name__) if house.client is not None else None
    if not isinstance(cog, UpkeepCog):
        raise Retry(AWAY_SECONDS)
    accounts, channels = facts["accounts"], facts["channels"]
    is_everything = accounts is None and channels is None
    if is_everything:
        network.forget_what_was_read()  # another process may have written
    wanted = Wanted(frozenset(accounts or ()), frozenset(channels or ()), everything=is_everything)
    await cog.upkeep.look(network, guild, wanted)


async def show_exposure(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Post a card of exposures where there is none, edit it when they are others; once all are over, forget them."""
    guild = house.guild_or_retry(network)
    card_id = facts["card_id"] if "card_id" in facts else facts["exposure_id"]  # written before cards had names
    async with network.read() as tx:
        found = await ExposureStore(tx).on_card(card_id)
    if not found:
        return
    try:
        message_id = await _show(house, guild, network, found, facts)
    except discord.NotFound:
        message_id = None  # the space was deleted by hand
    except discord.Forbidden as refused:
        raise GiveUp(f"Discord refused ({refused.code})") from refused
    async with network.write() as tx:
        if message_id is not None:
            await ExposureStore(tx).shown(card_id, message_id)
        await ExposureStore(tx).drop_if_over(card_id)


async def _show(
    house: House, guild: discord.Guild, network: Network, found: Sequence[Exposure], facts: Mapping[str, Any]
) -> int | None:
    channel = guild.get_channel_or_thread(found[0].channel_id)
    is_over, message_id = all(each.outcome is not None for each in found), found[0].message_id
    t = texts_on(guild)
    card = exposure_card(found, network.community, t)
    message = to_message(card)
    if message_id is not None and isinstance(channel, Space):
        is_there = await _edit(channel, message_id, message, is_over=is_over)
        message_id = message_id if is_there else None  # deleted by hand: who can still read the space is said again
    if message_id is not None or is_over:
        return message_id  # one that was over before it could be shown needs no card
    if isinstance(channel, discord.ForumChannel):
        return (await channel.create_thread(name=t("Who can read this forum"), **message)).thread.id
    return (await send_once(house, channel, card, facts)).id if isinstance(channel, Postable) else None


async def _edit(channel: Space, message_id: int, message: Sendable, *, is_over: bool) -> bool:
    """Write a card anew; say whether it was there. In a forum it is a post, and its end an answer there."""
    try:
        if isinstance(channel, discord.ForumChannel):
            return await _edit_post(channel, message_id, message, is_over=is_over)
        await channel.get_partial_message(message_id).edit(**message, allowed_mentions=discord.AllowedMentions.none())
    except discord.NotFound:
        return False
    return True


async def _edit_post(forum: discord.ForumChannel, post_id: int, message: Sendable, *, is_over: bool) -> bool:
    post = forum.get_thread(post_id) or await forum.guild.fetch_channel(post_id)
    if not isinstance(post, discord.Thread):
        return False
    if is_over:
        await post.send(**message)
        return True
    if post.archived:  # Discord takes no edit there
        await post.edit(archived=False)
    async for first in post.history(limit=1, oldest_first=True):
        if first.author == forum.guild.me:
            await first.edit(**message, allowed_mentions=discord.AllowedMentions.none())
            return True
    return False


EFFECTS = {"rooms.look": Effect(look), "rooms.show_exposure": Effect(show_exposure)}
