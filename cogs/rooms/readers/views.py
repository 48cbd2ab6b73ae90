"""Buttons of the rooms, and what they share with the commands."""

from __future__ import annotations

from io import BytesIO

import discord

from bot.database.ids import read_id
from bot.errors import Gone
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from bot.visibility.ledger import Ledger
from cogs.rooms.readers.history import with_history
from cogs.rooms.readers.render import unknown_card, who_card, who_file
from cogs.rooms.readers.who import who_reads

actions = Actions("rooms")


@actions.on("who")
async def who(visit: Visit, target: str) -> None:
    """Show who can read the space that the button belongs to."""
    await show_who(visit, read_id(target))


async def show_who(visit: Visit, channel_id: int) -> None:
    """Answer privately who can read a channel, to somebody who can read it; raises `Gone` for everyone else."""
    guild = visit.interaction.guild
    channel = guild.get_channel_or_thread(channel_id) if guild is not None else None
    if guild is None or channel is None:
        raise Gone
    await visit.wait()
    answer = await who_reads(visit.network, guild, channel.id)
    if answer.unknown:
        await visit.reply(unknown_card(channel.mention, visit.t))
        return
    if not answer.includes(visit.account_id):
        raise Gone
    async with visit.network.read() as tx:
        changes = await Ledger(tx).latest(channel.id)
    card = with_history(who_card(channel.mention, answer.readers, visit.network.community, visit.t), changes, visit.t)
    full = who_file(answer.readers, {role.id: role.name for role in guild.roles}, visit.t)
    files = [discord.File(BytesIO(full.encode()), filename="who-can-read.txt")] if full else []
    await visit.reply(card, files=files)
