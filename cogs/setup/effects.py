"""Posting the cards that stand in the spaces, and keeping each there once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import discord

from bot.outbox import Effect, GiveUp
from bot.ui.forum_posts import with_tags
from bot.ui.render import to_edit
from bot.ui.sending import left_behind, send_once
from bot.visibility.admission.overseers import OverseerStore
from bot.visibility.admission.spaces import Space, SpaceStore
from bot.visibility.keeping.exposures import ExposureStore
from bot.visibility.keeping.ledger import Ledger
from bot.visibility.server.language import texts_on
from bot.visibility.server.snapshot import know_everybody
from cogs.setup.plan import plan
from cogs.setup.space_cards import Proof, space_card

if TYPE_CHECKING:
    from bot.cards import Card
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.house import House

TAGS = "setup.tags"
Postable = discord.TextChannel | discord.VoiceChannel


async def place_card(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Show a space's card: the one that stands there is brought up to date, a missing one is posted and pinned."""
    guild = house.guild_or_retry(network)
    await know_everybody(guild)
    channel = guild.get_channel(facts["channel_id"])
    async with network.read() as tx:
        space = await SpaceStore(tx).by_channel(facts["channel_id"])
        installed = await SpaceStore(tx).installed("message")
        proof = await _proof(tx, guild, facts["channel_id"])
    if space is None or not isinstance(channel, Postable):
        return
    card = space_card(space, network.community, texts_on(guild), proof)
    if card is None:
        return
    try:
        if await _refresh(channel, installed.get(card_key(space)), card):
            return
        begun = await left_behind(house, channel, card, facts)
        message = begun or await send_once(house, channel, card, facts)
        async with network.write() as tx:
            await SpaceStore(tx).install(card_key(space), "message", message.id)
        await (message.pin() if begun is None else _refresh(channel, message.id, card))
    except discord.Forbidden as refused:
        raise GiveUp(f"Discord refused ({refused.code})") from refused


async def mend_tags(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Give a forum the tags that somebody took from it, where there is room; tags that people added stay."""
    guild = house.guild_or_retry(network)
    async with network.read() as tx:
        installed = await SpaceStore(tx).installed("channel")
    forum = guild.get_channel(installed.get(facts["key"], 0))
    due = {space.key: space.tags for space in plan(network.community, texts_on(guild)).spaces}
    if isinstance(forum, discord.ForumChannel):
        try:
            await with_tags(forum, due.get(facts["key"], ()))
        except discord.Forbidden as refused:
            raise GiveUp(f"Discord refused ({refused.code})") from refused


async def _proof(tx: Tx, guild: discord.Guild, channel_id: int) -> Proof:
    """Return what the card says about readers; an overseer who is not on the server reads nothing."""
    accepted = (guild.get_member(account_id) for account_id in sorted(await OverseerStore(tx).all()))
    names = sorted(discord.utils.escape_markdown(member.display_name) for member in accepted if member is not None)
    exposed = tuple(each.account_id for each in await ExposureStore(tx).lasting(channel_id))
    return Proof(tuple(names), exposed, is_unknown=bool(await Ledger(tx).is_unknown(channel_id)))


async def _refresh(channel: Postable, message_id: int | None, card: Card) -> bool:
    """Write the card anew where it stands; say whether it does."""
    if message_id is None:
        return False
    try:
        message = await channel.get_partial_message(message_id).edit(**to_edit(card))
        if not message.pinned:
            await message.pin()
    except discord.NotFound:
        return False
    return True


def card_key(space: Space) -> str:
    """Return under which key it is kept which message is a space's card."""
    return f"message:{space.channel_id}"


EFFECTS = {"setup.card": Effect(place_card, is_idempotent=True), TAGS: Effect(mend_tags, is_idempotent=True)}
