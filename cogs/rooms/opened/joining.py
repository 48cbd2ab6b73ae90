"""Joining, leaving and closing a room: rows first, then what Discord is owed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.database.network import Network
from bot.database.transaction import Tx
from bot.errors import Gone, Refusal
from bot.outbox import Outbox
from bot.people.model import Person
from bot.people.stewards import StewardStore
from bot.visibility.admission.access import Roster, request_sync, why_not_in
from bot.visibility.admission.rooms import Room, read_rooms, room_at, room_role, room_with
from bot.visibility.admission.spaces import SpaceStore
from cogs.rooms.opened.limits import check_seat
from cogs.rooms.opened.render import closed_card
from cogs.rooms.opened.store import RoomStore
from config.texts import N_, Texts

CLEAR, MEND, READERS = "rooms.clear", "rooms.mend", "rooms.readers"  # the effects
CLOSED = N_("{actor} closed the room {about}: it can be read, nobody writes in it any more.")


@dataclass
class RoomIsClosed(Refusal):
    """Nobody joins a closed room."""

    says: ClassVar[str] = N_("This room is closed, so nobody joins it any more. See what else is open with /room list.")


@dataclass
class NothingToJoin(Refusal):
    """An open room is joined by being of its audience."""

    says: ClassVar[str] = N_("You read this room already: it is open to everybody of its audience. Just write in it.")


@dataclass
class NothingToLeave(Refusal):
    """An open room cannot be left."""

    says: ClassVar[str] = N_(
        "This room is open to everybody of its audience, so there is nothing to leave. You can mute the channel in "
        "Discord."
    )


@dataclass
class NotAnOpenedRoom(Refusal):
    """The channel is no room that somebody opened."""

    says: ClassVar[str] = N_("This isn't a room that somebody opened. Give the command in one, or name the room.")


@dataclass
class NotYoursToClose(Refusal):
    """Only whoever opened a room and stewards close it."""

    says: ClassVar[str] = N_("Whoever opened this room can close it, and so can a steward. Ask one of them.")


async def join(tx: Tx, network: Network, person: Person, room_id: int, *, now: datetime) -> Room:
    """Make somebody a member if the room admits them now, and ask for their access; twice is once.

    Raises `NotAdmitted` with the reason, `RoomIsClosed`, `NothingToJoin`, `SmallRoomFull`, `Gone`.
    """
    room = await _there(tx, room_id)
    refused = why_not_in(person, room, await Roster.read(tx, network.community))
    if refused is not None:
        raise refused
    if room.is_closed:
        raise RoomIsClosed
    if room.kind == "open":
        raise NothingToJoin
    if person.id not in room.members:
        check_seat(room.kind, len(room.members))
        await RoomStore(tx).join(room.id, person.id, now=now)
    await request_sync(tx, person.id, now=now)
    return room


async def leave(tx: Tx, person: Person, room_id: int, *, now: datetime) -> Room:
    """Make somebody a member no more and ask that they lose access; raises `NothingToLeave` or `Gone`."""
    room = await _there(tx, room_id)
    if room.kind == "open":
        raise NothingToLeave
    if not await RoomStore(tx).leave(room.id, person.id):
        raise Gone
    await request_sync(tx, person.id, now=now)
    return room


async def close(tx: Tx, person: Person, room_id: int, t: Texts, *, now: datetime) -> Room:
    """Make a room read-only for good, by whoever opened it or a steward; a steward's act stands in the log.

    Raises `NotYoursToClose`, `RoomIsClosed` or `Gone`.
    """
    room, is_steward = await _there(tx, room_id), await StewardStore(tx).has(person.id)
    if room.opener_id != person.id and not is_steward:
        raise NotYoursToClose
    if not await RoomStore(tx).close(room.id, now=now):
        raise RoomIsClosed
    if is_steward:
        await StewardStore(tx).log(person.id, CLOSED, room.name, now)
    if room.channel_id is not None:
        await Outbox(tx).post(room.channel_id, closed_card(t), now=now, key=f"rooms.closed:{room.id}")
    await Outbox(tx).carry_out(READERS, {"room_id": room.id}, destination=f"room:{room.id}", now=now)
    return room


async def forget(tx: Tx, channel_id: int, *, now: datetime) -> None:
    """Drop the room that a deleted channel was, and ask that its role goes too; a channel that was none is fine."""
    room = await room_at(tx, channel_id)
    if room is not None:
        await RoomStore(tx).drop(room.id)
        if room.kind == "joined":
            facts = {"key": room_role(room.id)}
            await Outbox(tx).carry_out(CLEAR, facts, destination=f"room:{room.id}", now=now)


async def mend_those_without(tx: Tx, roles_there: Collection[int], *, now: datetime) -> int:
    """Ask that joined rooms whose role is not on the server (any more) have one again; returns how many."""
    installed, asked = await SpaceStore(tx).installed("role"), 0
    for room in await read_rooms(tx):
        if room.kind == "joined" and installed.get(room_role(room.id)) not in roles_there:
            facts = {"room_id": room.id}
            await Outbox(tx).carry_out(MEND, facts, destination=f"room:{room.id}", now=now)
            asked += 1
    return asked


async def _there(tx: Tx, room_id: int) -> Room:
    room = await room_with(tx, room_id)
    if room is None or room.channel_id is None:
        raise Gone
    return room
