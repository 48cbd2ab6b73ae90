"""Webinars: what is planned for whom and when, and who said they would come."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, UniqueConstraint

from bot.database.schema.base import UtcTime, refers, scoped

webinars = scoped(
    "webinars",
    Column("theme_id", BigInteger, nullable=False),
    Column("proposer_person_id", BigInteger, info={"person": True}),  # empty once that person is erased
    Column("title", String(100), nullable=False),  # Discord: an event's name holds 100 characters
    Column("audience", String(20), nullable=False),
    Column("starts_at", UtcTime, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("proposed_at", UtcTime, nullable=False),
    Column("channel_id", BigInteger),  # the voice channel, once it is scheduled
    Column("event_id", BigInteger),  # Discord's scheduled event, once there is one
    refers("theme_id", "themes"),
    refers("proposer_person_id", "people"),
)
Index("ix_webinars_starts_at", webinars.c.network_id, webinars.c.starts_at)

attendances = scoped(
    "webinar_attendances",
    Column("webinar_id", BigInteger, nullable=False),
    Column("person_id", BigInteger, nullable=False, info={"person": True}),
    Column("promised_at", UtcTime, nullable=False),
    UniqueConstraint("network_id", "webinar_id", "person_id"),
    refers("webinar_id", "webinars"),
    refers("person_id", "people"),
)
Index("ix_webinar_attendances_person", attendances.c.network_id, attendances.c.person_id)
