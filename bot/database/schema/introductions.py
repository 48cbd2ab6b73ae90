"""New principals and schools meeting experienced ones: who was asked, who said yes, and circles."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, String, UniqueConstraint

from bot.database.schema.base import UtcTime, refers, scoped

newcomers = scoped(
    "forum_newcomers",
    Column("person_id", BigInteger, nullable=False, info={"person": True}),  # asked once, whatever they say
    Column("site_id", BigInteger),  # the new school they stand for, which is asked once too; empty: they are new
    Column("state", String(10), nullable=False),  # asked, yes, no, done
    Column("asked_at", UtcTime, nullable=False),
    UniqueConstraint("network_id", "person_id"),
    refers("person_id", "people"),
    refers("site_id", "sites"),
)

introductions = scoped(
    "forum_introductions",
    Column("newcomer_id", BigInteger, nullable=False, info={"person": True}),
    Column("host_id", BigInteger, nullable=False, info={"person": True}),  # the principal of an experienced school
    Column("state", String(10), nullable=False),  # asked, yes, no, silent
    Column("asked_at", UtcTime, nullable=False),
    UniqueConstraint("network_id", "newcomer_id", "host_id"),
    refers("newcomer_id", "people"),
    refers("host_id", "people"),
)
Index("ix_forum_introductions_host", introductions.c.network_id, introductions.c.host_id)

# circles that principals are asked to form; one that begins is in `circles` too, and has its thread there
circles = scoped(
    "forum_circles",
    Column("topic", String(20), nullable=False),
    Column("state", String(10), nullable=False),  # asking, begun, dropped
    Column("asked_at", UtcTime, nullable=False),
)

seats = scoped(
    "forum_seats",
    Column("circle_id", BigInteger, nullable=False),
    Column("person_id", BigInteger, nullable=False, info={"person": True}),
    Column("state", String(10), nullable=False),  # asked, yes, no
    UniqueConstraint("network_id", "circle_id", "person_id"),
    refers("circle_id", "forum_circles"),
    refers("person_id", "people"),
)
Index("ix_forum_seats_person", seats.c.network_id, seats.c.person_id)
