"""Rooms that members open: three kinds, whom each admits, and which of them the database knows.

*open*: everybody of the audience reads it, through the audience's role. *joined*: whoever joined it, through a role of
its own. *small*: whoever joined it, each by name. Joining is never enough: a room's readers are those of its members
whom it admits now, so a change of the roster closes it again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from sqlalchemy import ColumnElement, Row, select

from bot.database.schema.rooms import room_members, rooms
from bot.database.transaction import Tx
from bot.people.model import Site, name_key
from bot.people.rules import Audience
from bot.people.sites import SiteStore
from bot.visibility.admission.spaces import Space, SpaceStore

RoomKind = Literal["open", "joined", "small"]
RoomState = Literal["draft", "asked", "open", "closed", "failed"]
ON_THE_SERVER: tuple[RoomState, ...] = ("open", "closed")


@dataclass(frozen=True)
class Room:
    """A room that somebody opened. `sites` are those it is for, None: every site."""

    id: int
    kind: RoomKind
    audience: Audience
    state: RoomState
    name: str
    purpose: str = ""
    topic: str | None = None
    sites: frozenset[int] | None = None
    opener_id: int | None = None
    channel_id: int | None = None
    members: frozenset[int] = frozenset()
    asked_at: datetime | None = None

    @property
    def is_closed(self) -> bool:
        """Say whether it is archived: still read, no longer written in."""
        return self.state == "closed"


def room_role(room_id: int) -> str:
    """Return the installation key of the role that opens a joined room."""
    return f"role:room.{room_id}"


def sites_meant(site_ids: Iterable[int], initiative: str | None, sites: Iterable[Site]) -> frozenset[int] | None:
    """Return the sites a room is for: those named and, of an initiative, those that are in it now; None: all."""
    named = frozenset(site_ids)
    if initiative is None:
        return named or None
    key = name_key(initiative)
    return named | {site.id for site in sites if key in map(name_key, site.initiatives)}


async def read_rooms(
    tx: Tx, states: Iterable[RoomState] = ON_THE_SERVER, *, only_member: int | None = None
) -> list[Room]:
    """Return the rooms in these states with their members, by name; of the members only one, where one is given."""
    return await _read(tx, rooms.c.state.in_(tuple(states)), only_member)


async def room_with(tx: Tx, room_id: int) -> Room | None:
    """Return the room with this id, whatever its state."""
    found = await _read(tx, rooms.c.id == room_id)
    return found[0] if found else None


async def room_at(tx: Tx, channel_id: int) -> Room | None:
    """Return the room that a channel is, None where nobody opened it with a command."""
    found = await _read(tx, rooms.c.channel_id == channel_id)
    return found[0] if found else None


async def room_of_whole_audience(tx: Tx, audience: Audience) -> Space | None:
    """Return the first room that everybody of an audience reads and may write in."""
    partial = {room.channel_id for room in await read_rooms(tx) if room.kind != "open" or room.is_closed}
    found = await SpaceStore(tx).all("room", audience)
    return next((space for space in found if space.channel_id not in partial), None)


async def _read(tx: Tx, condition: ColumnElement[bool], only_member: int | None = None) -> list[Room]:
    rows = await tx.rows(select(rooms).where(tx.mine(rooms), condition).order_by(rooms.c.name, rooms.c.id))
    if not rows:
        return []
    mine = (tx.mine(rooms), rooms.c.network_id == room_members.c.network_id, rooms.c.id == room_members.c.room_id)
    joined = select(room_members.c.room_id, room_members.c.person_id).where(tx.mine(room_members), *mine, condition)
    if only_member is not None:
        joined = joined.where(room_members.c.person_id == only_member)
    members: dict[int, set[int]] = defaultdict(set)
    for row in await tx.rows(joined):
        members[row.room_id].add(row.person_id)
    sites = await SiteStore(tx).all() if any(row.initiative is not None for row in rows) else []
    return [_room(tx, row, members, sites) for row in rows]


def _room(tx: Tx, row: Row[tuple[object, ...]], members: Mapping[int, set[int]], sites: Iterable[Site]) -> Room:
    return Room(
        id=row.id,
        kind=cast("RoomKind", row.kind),
        audience=cast("Audience", row.audience),
        state=cast("RoomState", row.state),
        name=row.name,
        purpose=tx.unseal(rooms.c.purpose, row.opener_person_id, row.purpose) or "",
        topic=row.topic,
        sites=sites_meant(row.site_ids, row.initiative, sites),
        opener_id=row.opener_person_id,
        channel_id=row.channel_id,
        members=frozenset(members.get(row.id, ())),
        asked_at=row.asked_at,
    )
