"""`/room list`: the spaces that are open to somebody, rooms they may join, and why others are closed to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import discord
from discord import app_commands

from bot.database.transaction import Tx
from bot.errors import Refusal
from bot.people.model import Person
from bot.people.sites import SiteStore
from bot.ui.bot import StaffroomBot
from bot.ui.visit import Visit
from bot.visibility.access import Roster, is_reader, roles_due, why_not_admitted, why_not_in
from bot.visibility.overwrites import reader_role
from bot.visibility.rooms import Room
from bot.visibility.spaces import AUDIENCE_NAMES, AUDIENCES, SpaceStore
from cogs.rooms.opened.render import join_buttons, list_card, room_lines
from config.texts import Texts

MOST_BUTTONS = 20  # Discord: a message holds 25
MOST_CHOICES = 25  # Discord: autocomplete offers at most 25
Choices = list[app_commands.Choice[str]]


@dataclass(frozen=True)
class _Rooms:
    """The opened rooms as one person sees them."""

    read: tuple[Room, ...]
    joinable: tuple[Room, ...]


def _rooms_of(person: Person, roster: Roster) -> _Rooms:
    read = tuple(room for room in roster.rooms if is_reader(person, room, roster))
    others = (room for room in roster.rooms if room not in read and not room.is_closed)
    return _Rooms(read, tuple(room for room in others if why_not_in(person, room, roster) is None))


async def show_list(visit: Visit) -> None:
    """Answer privately which spaces are open to the visitor, which rooms they may join, and why others are closed."""
    person = await visit.person()
    async with visit.network.read() as tx:
        roster = await Roster.around(tx, visit.network.community, person)
        known = await SpaceStore(tx).all()
    found, keys = _rooms_of(person, roster), {*roles_due(person, roster), None}
    opened = {room.channel_id for room in roster.rooms} - {room.channel_id for room in found.read}
    by_name = {room.channel_id for room in found.read}
    channels = [space for space in known if space.kind != "thread" and space.channel_id not in opened]
    is_open = [
        space for space in channels if space.channel_id in by_name or reader_role(space.kind, space.audience) in keys
    ]
    card = list_card(is_open, list(_closed(person, roster, visit.t)), visit.t)
    if found.joinable:
        shown = found.joinable[:MOST_BUTTONS]
        fields = ((visit.t("Rooms you can join"), room_lines(shown)), *card.fields)
        card = replace(card, fields=fields, buttons=join_buttons(shown, visit.t))
    await visit.reply(card)


def _closed(person: Person, roster: Roster, t: Texts) -> Iterable[str]:
    for audience in AUDIENCES:
        why_not = why_not_admitted(person, audience, roster)
        if why_not is not None:
            yield f"{t(AUDIENCE_NAMES[audience])}: {why_not.text(t)}"


async def joinable_choices(interaction: discord.Interaction[StaffroomBot], current: str) -> Choices:
    """Offer the rooms that the visitor may join, whose names contain what was typed so far."""
    return await _choices(interaction, current, lambda found, _: found.joinable)


async def own_choices(interaction: discord.Interaction[StaffroomBot], current: str) -> Choices:
    """Offer the rooms that the visitor has joined."""
    return await _choices(interaction, current, lambda found, me: (r for r in found.read if me.id in r.members))


async def initiative_choices(interaction: discord.Interaction[StaffroomBot], current: str) -> Choices:
    """Offer the initiatives that sites of the roster are in."""
    try:
        visit = await Visit.of(interaction)
    except Refusal:
        return []
    async with visit.network.read() as tx:
        sites = await SiteStore(tx).all()
    names = sorted({name for site in sites for name in site.initiatives})
    return [app_commands.Choice(name=name, value=name) for name in names if current.casefold() in name.casefold()][
        :MOST_CHOICES
    ]


async def _choices(
    interaction: discord.Interaction[StaffroomBot],
    current: str,
    wanted: Callable[[_Rooms, Person], Iterable[Room]],
) -> Choices:
    try:
        visit = await Visit.of(interaction)
        person = await visit.person()
    except Refusal:
        return []  # the command itself says why
    async with visit.network.read() as tx:
        rooms = wanted(await _seen(tx, visit, person), person)
    fitting = [room for room in rooms if current.casefold() in room.name]
    return [app_commands.Choice(name=room.name, value=str(room.id)) for room in fitting[:MOST_CHOICES]]


async def _seen(tx: Tx, visit: Visit, person: Person) -> _Rooms:
    return _rooms_of(person, await Roster.around(tx, visit.network.community, person))
