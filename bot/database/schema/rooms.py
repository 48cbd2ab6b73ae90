"""Rooms that members open, who has joined them, and which weeks' starters have been posted."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, String, UniqueConstraint

from bot.database.schema.base import Json, Sealed, UtcTime, label, refers, scoped

rooms = scoped(
    "rooms",
    Column("kind", String(10), nullable=False),  # open, joined or small
    Column("audience", String(20), nullable=False),
    Column("state", String(10), nullable=False),  # draft, asked, open, closed, failed
    Column("name", String(90), nullable=False),
    Column("purpose", Sealed),  # the opener's words, shown to the audience; empty once they are erased
    Column("topic", String(20)),  # a key of the vocabulary; empty: no topic of its own
    # the sites it is for; none and no initiative: all of them
    Column("site_ids", Json, nullable=False, info=label("ids")),
    Column("initiative", String(100)),
    Column("opener_person_id", BigInteger, info={"person": True}),  # empty once that person is erased
    Column("asked_at", UtcTime, nullable=False),
    Column("channel_id", BigInteger),  # Discord's id of the channel, once there is one
    Column("closed_at", UtcTime),
    UniqueConstraint("network_id", "channel_id"),
    refers("opener_person_id", "people"),
    info={"recalled": True},
)
Index("ix_rooms_state", rooms.c.network_id, rooms.c.state)

room_members = scoped(
    "room_members",
    Column("room_id", BigInteger, nullable=False),
    Column("person_id", BigInteger, nullable=False, info={"person": True}),
    Column("joined_at", UtcTime, nullable=False),
    UniqueConstraint("network_id", "room_id", "person_id"),
    refers("room_id", "rooms"),
    refers("person_id", "people"),
    info={"recalled": True},
)
Index("ix_room_members_person", room_members.c.network_id, room_members.c.person_id)

room_starters = scoped(
    "room_starters",
    Column("channel_id", BigInteger, nullable=False),  # Discord's id of the room's channel
    Column("week", String(8), nullable=False),  # as ISO 8601 counts weeks, such as 2026-W10
    Column("claimed_at", UtcTime, nullable=False),
    UniqueConstraint("network_id", "channel_id", "week"),
)

room_invitations = scoped(
    "room_invitations",
    Column("room_id", BigInteger, nullable=False),
    Column("person_id", BigInteger, nullable=False, info={"person": True}),
    Column("invited_by_id", BigInteger, info={"person": True}),  # empty: somebody who was erased
    Column("invited_at", UtcTime, nullable=False),
    Column("declined_at", UtcTime),
    UniqueConstraint("network_id", "room_id", "person_id"),
    refers("room_id", "rooms"),
    refers("person_id", "people"),
    refers("invited_by_id", "people"),
)
