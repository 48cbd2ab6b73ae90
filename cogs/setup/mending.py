"""After a new connection: the roles, categories, cards and tags that setup has made are still there, or come back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import discord

from bot.mending import Mend
from bot.notices.telling import tell_stewards
from bot.outbox import Outbox
from bot.ui.forum_posts import tags_to_make
from bot.ui.standing import stands
from bot.visibility.admission.spaces import SpaceStore
from bot.visibility.keeping.exposures import request_card
from bot.visibility.server.language import texts_on
from cogs.setup.effects import TAGS, Postable, card_key
from cogs.setup.gone import GONE, gone_card
from cogs.setup.plan import parts_gone, plan
from cogs.setup.space_cards import space_card

if TYPE_CHECKING:
    from datetime import datetime

    from bot.database.network import Network
    from bot.house import House


async def mend(house: House, network: Network, guild: discord.Guild) -> None:
    """Look for all of it. Only whether a card still stands has to be asked of Discord: one question for each."""
    await tell_of_gone(network, guild, now=house.clock.now())
    await _mend_tags(network, guild, now=house.clock.now())
    await _mend_cards(house, network, guild)


async def tell_of_gone(network: Network, guild: discord.Guild, *, now: datetime) -> None:
    """Tell the stewards, once, of each role and category that setup made and that is gone.

    They are not made again by themselves: whoever deletes the role of an audience closes its spaces, and may mean to.
    """
    there = {role.id for role in guild.roles} | {category.id for category in guild.categories}
    async with network.read() as tx:
        installed = await SpaceStore(tx).installed()
    gone = parts_gone(plan(network.community, texts_on(guild)), installed, there)
    if gone:
        async with network.write() as tx:
            for part in gone:
                key = f"{GONE}:{part.key}:{installed[part.key]}"
                await tell_stewards(tx, GONE, partial(gone_card, part=part), now=now, key=key)


async def _mend_tags(network: Network, guild: discord.Guild, *, now: datetime) -> None:
    async with network.read() as tx:
        installed = await SpaceStore(tx).installed("channel")
    for space in plan(network.community, texts_on(guild)).spaces:
        forum = guild.get_channel(installed.get(space.key, 0))
        if isinstance(forum, discord.ForumChannel):
            present = tuple(tag.name for tag in forum.available_tags)
            if tags_to_make(present, space.tags):
                async with network.write() as tx:
                    await Outbox(tx).carry_out(TAGS, {"key": space.key}, destination=f"tags:{forum.id}", now=now)


async def _mend_cards(house: House, network: Network, guild: discord.Guild) -> None:
    async with network.read() as tx:
        spaces, standing = await SpaceStore(tx).all(), await SpaceStore(tx).installed("message")
    for space in spaces:
        channel = guild.get_channel(space.channel_id)
        if not isinstance(channel, Postable) or space_card(space, network.community, texts_on(guild)) is None:
            continue
        message_id = standing.get(card_key(space))
        if message_id is None or not await stands(channel, message_id, pinned=True):
            async with network.write() as tx:
                await request_card(tx, space.channel_id, now=house.clock.now())


MENDS = (Mend("setup", mend),)
