"""Opening a room: asking for it as rows. The channel is made by an effect (`cogs.rooms.opened.effects`)."""

from __future__ import annotations

from datetime import datetime

from bot.database.network import Network
from bot.database.transaction import Tx
from bot.errors import Gone
from bot.outbox import Outbox
from bot.people.model import Person
from bot.visibility.admission.access import Roster, why_not_in
from bot.visibility.admission.rooms import Room, room_with
from bot.visibility.admission.spaces import SpaceStore
from cogs.rooms.opened.limits import Server, check_room_fits
from cogs.rooms.opened.proposal import NameTaken, Proposal, channel_name, check_proposal, plain_purpose
from cogs.rooms.opened.store import RoomStore

OPEN = "rooms.open"  # the effect


async def begin(tx: Tx, network: Network, person: Person, proposal: Proposal, *, now: datetime) -> int:
    """Keep a proposal until its name is given, and return its id; raises what is wrong with it, or `NotAdmitted`."""
    check_proposal(proposal, network.community)
    values = {**vars(proposal), "site_ids": list(proposal.site_ids)}
    room_id = await RoomStore(tx).draft(person.id, values, now=now)
    await _admitted(tx, network, person, room_id)
    return room_id


async def ask(
    tx: Tx, network: Network, person: Person, room_id: int, words: tuple[str, str], server: Server, *, now: datetime
) -> Room:
    """Ask for the room that somebody began, with its name and purpose; everything is checked once more.

    `server` counts what is on the server; what was asked for and not made yet is added here. Raises a `Refusal`.
    """
    room, store = await _admitted(tx, network, person, room_id), RoomStore(tx)
    name, purpose = channel_name(words[0]), plain_purpose(words[1])
    if await store.name_is_taken(name) or any(space.name == name for space in await SpaceStore(tx).all()):
        raise NameTaken(name)
    asked, roles = await store.count("asked"), await store.count("asked", kind="joined")
    here = await store.count("asked", audience=room.audience)
    joined_rooms = await store.count(kind="joined")
    due = Server(server.roles + roles, server.channels + asked, server.in_category + here, joined_rooms)
    check_room_fits(room.kind, due)
    if not await store.ask(room_id, person.id, name, purpose, now=now):
        raise Gone
    if room.kind != "open":
        await store.join(room_id, person.id, now=now)
    await Outbox(tx).carry_out(OPEN, {"room_id": room_id}, destination="rooms", now=now, key=f"{OPEN}:{room_id}")
    return room


async def _admitted(tx: Tx, network: Network, person: Person, room_id: int) -> Room:
    """Return a draft of the person's own that would admit them; raises `Gone` or why it would not."""
    room, roster = await room_with(tx, room_id), await Roster.read(tx, network.community)
    if room is None or room.state != "draft" or room.opener_id != person.id:
        raise Gone
    refused = why_not_in(person, room, roster)
    if refused is not None:
        raise refused
    return room
