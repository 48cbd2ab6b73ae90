"""Spaces, whose readers matter, and what setup has put on the server."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, String, UniqueConstraint

from bot.database.schema.base import scoped

spaces = scoped(
    "spaces",
    Column("kind", String(20), nullable=False),
    Column("audience", String(20)),  # empty where everybody linked may read, or where the members are named one by one
    Column("channel_id", BigInteger, nullable=False),  # Discord's id of the channel or thread
    Column("name", String(100), nullable=False),
    UniqueConstraint("network_id", "channel_id"),
    info={"recalled": True},
)

installations = scoped(
    "installations",
    Column("key", String(60), nullable=False),  # what it is for, e.g. "channel:room.practitioners"
    Column("kind", String(10), nullable=False),  # role, category, channel or message
    Column("discord_id", BigInteger, nullable=False),
    UniqueConstraint("network_id", "key"),
    info={"recalled": True},
)
