"""Private links to somebody's own calendar, and the mentoring meetings that they noted in it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, UniqueConstraint

from bot.database.schema.base import UtcTime, refers, scoped

links = scoped(
    "calendar_links",
    Column("person_id", BigInteger, nullable=False, info={"person": True}),
    Column("token_hash", String(64), nullable=False),  # the link itself is stored nowhere
    Column("made_at", UtcTime, nullable=False),
    UniqueConstraint("network_id", "person_id"),
    UniqueConstraint("network_id", "token_hash"),
    refers("person_id", "people"),
)

noted = scoped(
    "mentoring_noted",
    Column("person_id", BigInteger, nullable=False, info={"person": True}),
    Column("pair_id", BigInteger, nullable=False),
    Column("starts_at", UtcTime, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("noted_at", UtcTime, nullable=False),
    UniqueConstraint("network_id", "pair_id", "person_id", "starts_at"),
    refers("person_id", "people"),
    refers("pair_id", "mentoring_pairs"),
)
Index("ix_mentoring_noted_person", noted.c.network_id, noted.c.person_id)
