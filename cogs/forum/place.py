"""Where the forum is on the server."""

from __future__ import annotations

import discord

from bot.database.network import Network
from bot.visibility.admission.spaces import SpaceStore
from bot.visibility.server.language import texts_on
from cogs.forum.board import Board


async def forum_on(network: Network, guild: discord.Guild | None) -> discord.ForumChannel | None:
    """Return the principals' forum on a server; None where it was deleted or never made."""
    async with network.read() as tx:
        space = await SpaceStore(tx).first("forum", "principals")
    forum = guild.get_channel(space.channel_id) if guild is not None and space is not None else None
    return forum if isinstance(forum, discord.ForumChannel) else None


async def board_on(network: Network, guild: discord.Guild | None) -> Board | None:
    """Return the same, to show things on."""
    forum = await forum_on(network, guild)
    return Board(forum, texts_on(forum.guild)) if forum is not None else None
