"""Buttons of the rooms, and what they share with the commands."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import discord

from bot.cards import Address, Button
from bot.database.ids import read_id
from bot.errors import Gone
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from bot.visibility.keeping.ledger import Ledger
from bot.visibility.keeping.who import who_reads
from cogs.rooms.readers.showing.gaining import around
from cogs.rooms.readers.showing.gaining_cards import around_card, around_file
from cogs.rooms.readers.showing.history import with_history
from cogs.rooms.readers.showing.render import unknown_card, who_card, who_file

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
    could = Button(visit.t("Who could let themselves in?"), Address("rooms", "could", str(channel.id)))
    card = replace(card, buttons=(could,))
    full = who_file(answer.readers, {role.id: role.name for role in guild.roles}, visit.t)
    files = [discord.File(BytesIO(full.encode()), filename="who-can-read.txt")] if full else []
    await visit.reply(card, files=files)


@actions.on("could")
async def could(visit: Visit, target: str) -> None:
    """Answer privately who could let themselves into a space, to somebody who can read it; `Gone` for everyone else."""
    guild, channel_id = visit.interaction.guild, read_id(target)
    if guild is None or guild.get_channel_or_thread(channel_id) is None:
        raise Gone
    await visit.wait()
    found, space = await around(visit.network, guild, channel_id), f"<#{channel_id}>"
    if found.unknown:
        await visit.reply(unknown_card(space, visit.t))
        return
    if visit.account_id not in found.readers:
        raise Gone
    roles = {role.id: role.name for role in guild.roles}
    full = around_file(found, roles, visit.t)
    files = [discord.File(BytesIO(full.encode()), filename="who-could-let-themselves-in.txt")] if full else []
    await visit.reply(around_card(space, found, roles, visit.network.community, visit.t), files=files)
