"""Looking on request, and showing an exposure in its space."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import discord

from bot.outbox import Effect, GiveUp, Retry
from bot.ui.render import to_message
from bot.visibility.exposures import Exposure, ExposureStore
from bot.visibility.language import texts_on
from cogs.rooms.readers.exposure_cards import exposure_card
from cogs.rooms.readers.listeners import UpkeepCog
from cogs.rooms.readers.server import Wanted

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

NOT_CONNECTED = 5.0  # seconds until the server is looked for again
Postable = discord.TextChannel | discord.VoiceChannel | discord.Thread


async def look(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Look who reads the spaces now, write down what changed, show what cannot be put right."""
    guild = house.guild(network)
    cog = house.client.get_cog(UpkeepCog.__name__) if house.client is not None else None
    if network.guild_id is None:
        return
    if guild is None or not isinstance(cog, UpkeepCog):
        raise Retry(NOT_CONNECTED)
    accounts, channels = facts["accounts"], facts["channels"]
    is_everything = accounts is None and channels is None
    if is_everything:
        network.forget_what_was_read()  # another process may have written
    wanted = Wanted(frozenset(accounts or ()), frozenset(channels or ()), everything=is_everything)
    await cog.upkeep.look(network, guild, wanted)


async def show_exposure(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Post the card of an exposure where it has none, edit it when it is over; then it is forgotten."""
    guild = house.guild(network)
    if guild is None:
        raise Retry(NOT_CONNECTED)
    async with network.read() as tx:
        exposure = await ExposureStore(tx).get(facts["exposure_id"])
    if exposure is None:
        return
    try:
        message_id = await _show(guild, network, exposure, str(facts["row_id"]))
    except discord.NotFound:
        message_id = None  # the card or the space was deleted by hand
    except discord.Forbidden as refused:
        raise GiveUp(f"Discord refused ({refused.code})") from refused
    async with network.write() as tx:
        if exposure.outcome is not None:
            await ExposureStore(tx).drop(exposure.id)
        elif message_id is not None:
            await ExposureStore(tx).shown(exposure.id, message_id)


async def _show(guild: discord.Guild, network: Network, exposure: Exposure, nonce: str) -> int | None:
    channel = guild.get_channel_or_thread(exposure.channel_id)
    t = texts_on(guild)
    message = to_message(exposure_card(exposure, network.community, t))
    if isinstance(channel, discord.ForumChannel):
        return await _show_in_forum(channel, exposure, message, t("Who can read this forum"))
    if not isinstance(channel, Postable):
        return None
    if exposure.message_id is not None:
        await channel.get_partial_message(exposure.message_id).edit(**message)
        return exposure.message_id
    if exposure.outcome is not None:
        return None  # it was over before it could be shown, or it stood on the pinned card
    return (await channel.send(**message, nonce=nonce)).id


async def _show_in_forum(
    forum: discord.ForumChannel, exposure: Exposure, message: Mapping[str, Any], name: str
) -> int | None:
    """Show an exposure as a post of its own, and its end as an answer there: a forum holds nothing but posts."""
    if exposure.message_id is not None:
        post = forum.get_thread(exposure.message_id) or await forum.guild.fetch_channel(exposure.message_id)
        if isinstance(post, discord.Thread) and exposure.outcome is not None:
            await post.send(**message)
        return exposure.message_id
    if exposure.outcome is not None:
        return None
    return (await forum.create_thread(name=name, **message)).thread.id


EFFECTS = {"rooms.look": Effect(look), "rooms.show_exposure": Effect(show_exposure)}
