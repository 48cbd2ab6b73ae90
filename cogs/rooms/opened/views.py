"""Opening, joining, leaving and closing, as members ask for them: by command, button or form."""

from __future__ import annotations

import discord

from bot.cards import Address
from bot.database.ids import read_id
from bot.errors import Gone
from bot.people.sites import SiteStore
from bot.ui.actions import Actions
from bot.ui.returning import giving_back_all, returned_answers
from bot.ui.visit import Visit
from bot.visibility.admission.rooms import room_at, room_with
from bot.visibility.admission.spaces import SpaceStore
from cogs.rooms.opened.inviting import invite
from cogs.rooms.opened.joining import NotAnOpenedRoom, close, join, leave
from cogs.rooms.opened.limits import Server
from cogs.rooms.opened.listing import show_list
from cogs.rooms.opened.opening import ask, begin
from cogs.rooms.opened.proposal import Asked
from cogs.rooms.opened.render import (
    asked_card,
    closing_text,
    declined_card,
    invited_text,
    joined_text,
    left_text,
    words_form,
)
from cogs.rooms.opened.store import RoomStore

WORDS = ("name", "purpose")

actions = Actions("rooms")


async def propose(visit: Visit, asked: Asked) -> None:
    """Open the form for a room's name and purpose, to somebody who may open it; raises a `Refusal`."""
    person = await visit.person()
    async with visit.network.write() as tx:
        proposal = asked.read(await SiteStore(tx).all())
        room_id = await begin(tx, visit.network, person, proposal, now=visit.now)
    await visit.ask(words_form(room_id, visit.t))


@actions.on("ask")
async def ask_for(visit: Visit, target: str) -> None:
    """Ask for the room whose name and purpose were typed."""
    async with giving_back_all(visit, WORDS, Address("rooms", "ask_again", target)):
        person, guild, room_id = await visit.person(), visit.interaction.guild, read_id(target)
        words = visit.answers.get("name", ""), visit.answers.get("purpose", "")
        if guild is None:
            raise Gone
        async with visit.network.write() as tx:
            room, installed = await room_with(tx, room_id), await SpaceStore(tx).installed("category")
            category = installed.get(f"category:{room.audience}", 0) if room is not None else 0
            await ask(tx, visit.network, person, room_id, words, _server(guild, category), now=visit.now)
        await visit.reply(asked_card(visit.t))


@actions.on("ask_again", opens_form=True)
async def ask_again(visit: Visit, target: str) -> None:
    """Open the form with the words that came back."""
    await visit.person()
    form = words_form(read_id(target), visit.t)
    await visit.ask(form.filled(await returned_answers(visit, WORDS)))


@actions.on("list")
async def spaces(visit: Visit, _target: str) -> None:
    """Show which spaces are open to the visitor."""
    await show_list(visit)


@actions.on("join")
async def join_by_button(visit: Visit, target: str) -> None:
    """Join the room that the button belongs to."""
    await join_named(visit, target)


@actions.on("leave")
async def leave_by_button(visit: Visit, target: str) -> None:
    """Leave the room that the button belongs to."""
    await leave_here(visit, target)


@actions.on("decline")
async def decline(visit: Visit, target: str) -> None:
    """Say no to an invitation; nobody is told."""
    person = await visit.person()
    async with visit.network.write() as tx:
        if not await RoomStore(tx).decline(read_id(target), person.id, now=visit.now):
            raise Gone
    await visit.update(declined_card(visit.t))


async def invite_here(visit: Visit, account_id: int) -> None:
    """Invite an account to the room where the command was given; raises a `Refusal`."""
    person = await visit.person()
    async with visit.network.write() as tx:
        room = await room_at(tx, visit.interaction.channel_id or 0)
        if room is None:
            raise NotAnOpenedRoom
        invited = await invite(tx, visit.network, person, room, account_id, now=visit.now)
    await visit.reply(invited_text(invited, visit.t))


async def join_named(visit: Visit, written: str) -> None:
    """Join a room by its id as an option or a button carries it; raises a `Refusal`."""
    person = await visit.person()
    async with visit.network.write() as tx:
        room = await join(tx, visit.network, person, read_id(written), now=visit.now)
    await visit.reply(joined_text(room, visit.t))


async def leave_here(visit: Visit, written: str | None) -> None:
    """Leave a room by its id, or the one where the command was given; raises a `Refusal`."""
    person = await visit.person()
    room_id = read_id(written) if written is not None else await _room_here(visit)
    async with visit.network.write() as tx:
        room = await leave(tx, person, room_id, now=visit.now)
    await visit.reply(left_text(room, visit.t))


async def close_here(visit: Visit) -> None:
    """Close the room where the command was given; raises a `Refusal`."""
    person, room_id, guild = await visit.person(), await _room_here(visit), visit.interaction.guild
    if guild is None:
        raise Gone
    async with visit.network.write() as tx:
        room = await close(tx, person, room_id, visit.t_here, now=visit.now)
    await visit.reply(closing_text(room, visit.t))


async def _room_here(visit: Visit) -> int:
    """Return the id of the room that the channel is; raises `NotAnOpenedRoom`."""
    async with visit.network.read() as tx:
        room = await room_at(tx, visit.interaction.channel_id or 0)
    if room is None:
        raise NotAnOpenedRoom
    return room.id


def _server(guild: discord.Guild, category_id: int) -> Server:
    category = guild.get_channel(category_id)
    inside = len(category.channels) if isinstance(category, discord.CategoryChannel) else 0
    return Server(len(guild.roles), len(guild.channels), inside, joined_rooms=0)
