"""`/room list`: the spaces that are open to somebody, rooms they may join, and why others are closed to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.people.model import Person
from bot.people.sites import SiteStore
from bot.ui.offering import Offer, holding, offered
from bot.ui.visit import Visit
from bot.visibility.admission.access import Roster, is_reader, roles_due, why_not_admitted, why_not_in
from bot.visibility.admission.overwrites import reader_role
from bot.visibility.admission.rooms import Room
from bot.visibility.admission.spaces import AUDIENCE_NAMES, AUDIENCES, SpaceStore
from cogs.rooms.opened.render import join_buttons, list_card, room_lines
from config.texts import Texts

MOST_BUTTONS = 20  # Discord: a message holds 25


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


@offered
async def joinable_choices(visit: Visit, typed: str) -> list[Offer]:
    """Offer the rooms that the visitor may join, whose names contain what was typed so far."""
    return holding(typed, _offers((await _seen(visit, await visit.person())).joinable))


@offered
async def own_choices(visit: Visit, typed: str) -> list[Offer]:
    """Offer the rooms that the visitor has joined."""
    person = await visit.person()
    return holding(typed, _offers(room for room in (await _seen(visit, person)).read if person.id in room.members))


@offered
async def initiative_choices(visit: Visit, typed: str) -> list[Offer]:
    """Offer the initiatives that sites of the roster are in."""
    async with visit.network.read() as tx:
        sites = await SiteStore(tx).all()
    return holding(typed, ((name, name) for name in sorted({name for site in sites for name in site.initiatives})))


def _offers(rooms: Iterable[Room]) -> Iterable[Offer]:
    return ((room.name, str(room.id)) for room in rooms)


async def _seen(visit: Visit, person: Person) -> _Rooms:
    async with visit.network.read() as tx:
        return _rooms_of(person, await Roster.around(tx, visit.network.community, person))
