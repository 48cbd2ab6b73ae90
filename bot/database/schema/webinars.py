"""Webinars: what is planned for whom and when, who has a place or waits for one, and what reminds them."""

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
    Column("channel_id", BigInteger),  # the voice or stage channel, once it is scheduled
    Column("event_id", BigInteger),  # Discord's scheduled event, once there is one
    Column("capacity", Integer),  # empty: as many as come
    Column("cancelled_at", UtcTime),
    Column("sequence", Integer, nullable=False, server_default="0"),  # of its calendar file: grows with each change
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

waiting = scoped(
    "webinar_waiting",
    Column("webinar_id", BigInteger, nullable=False),
    Column("person_id", BigInteger, nullable=False, info={"person": True}),
    Column("turn", Integer, nullable=False),  # 1, 2, 3 …: whoever asked first moves up first
    Column("waits_since", UtcTime, nullable=False),
    UniqueConstraint("network_id", "webinar_id", "person_id"),
    refers("webinar_id", "webinars"),
    refers("person_id", "people"),
)
Index("ix_webinar_waiting_person", waiting.c.network_id, waiting.c.person_id)

reminders = scoped(
    "webinar_reminders",
    Column("webinar_id", BigInteger, nullable=False),
    Column("kind", String(10), nullable=False),  # day, hour
    Column("due_at", UtcTime, nullable=False),
    Column("state", String(10), nullable=False),  # waiting, sent, pointless
    UniqueConstraint("network_id", "webinar_id", "kind"),
    refers("webinar_id", "webinars"),
)
Index("ix_webinar_reminders_due", reminders.c.network_id, reminders.c.state, reminders.c.due_at)
