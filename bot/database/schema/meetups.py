"""Peer meetings that repeat, who comes to them, and circles: who would like one and who sits in which."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, String, UniqueConstraint

from bot.database.schema.base import UtcTime, refers, scoped

meetups = scoped(
    "meetups",
    Column("channel_id", BigInteger, nullable=False),  # the space it belongs to
    Column("starter_id", BigInteger, info={"person": True}),  # empty once that person is erased
    Column("title", String(80), nullable=False),
    Column("rhythm", String(12), nullable=False),  # weekly, fortnightly, monthly or weekday
    Column("first_local", String(16), nullable=False),  # "2026-03-24 15:30": what a clock in the zone shows
    Column("zone", String(60), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("begun_at", UtcTime, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    refers("starter_id", "people"),
)
Index("ix_meetups_channel", meetups.c.network_id, meetups.c.channel_id)

members = scoped(
    "meetup_members",
    Column("meetup_id", BigInteger, nullable=False),
    Column("person_id", BigInteger, nullable=False, info={"person": True}),
    Column("joined_at", UtcTime, nullable=False),
    Column("turn_at", UtcTime),  # the last meeting that was theirs to host, whether they handed it on or not
    UniqueConstraint("network_id", "meetup_id", "person_id"),
    refers("meetup_id", "meetups"),
    refers("person_id", "people"),
)
Index("ix_meetup_members_person", members.c.network_id, members.c.person_id)

# the next meeting of each, those that were called off, and those of the last weeks
meetings = scoped(
    "meetup_meetings",
    Column("meetup_id", BigInteger, nullable=False),
    Column("day", Date, nullable=False),  # by the clock of its zone
    Column("starts_at", UtcTime, nullable=False),
    Column("host_id", BigInteger, info={"person": True}),  # empty: nobody yet
    Column("is_skipped", Boolean, nullable=False),
    UniqueConstraint("network_id", "meetup_id", "day"),
    refers("meetup_id", "meetups"),
    refers("host_id", "people"),
)
Index("ix_meetup_meetings_host", meetings.c.network_id, meetings.c.host_id)

# what is owed for a meeting: announcing it, and the reminders a day and an hour before
dues = scoped(
    "meetup_dues",
    Column("meeting_id", BigInteger, nullable=False),
    Column("kind", String(10), nullable=False),  # announce, day or hour
    Column("due_at", UtcTime, nullable=False),
    Column("settled_at", UtcTime),  # told, or not worth telling any more
    UniqueConstraint("network_id", "meeting_id", "kind"),
    refers("meeting_id", "meetup_meetings"),
)
Index("ix_meetup_dues_due", dues.c.network_id, dues.c.settled_at, dues.c.due_at)

# a row for each person who would like to be in a circle, until they are
circle_wishes = scoped(
    "circle_wishes",
    Column("person_id", BigInteger, nullable=False, info={"person": True}),
    Column("topic", String(20), nullable=False),  # of the community's vocabulary
    Column("wished_at", UtcTime, nullable=False),
    UniqueConstraint("network_id", "person_id", "topic"),
    refers("person_id", "people"),
)

circles = scoped(
    "circles",
    Column("topic", String(20), nullable=False),
    Column("channel_id", BigInteger),  # its thread, once there is one
    Column("formed_at", UtcTime, nullable=False),
    UniqueConstraint("network_id", "channel_id"),
)

circle_members = scoped(
    "circle_members",
    Column("circle_id", BigInteger, nullable=False),
    Column("person_id", BigInteger, nullable=False, info={"person": True}),
    UniqueConstraint("network_id", "circle_id", "person_id"),
    refers("circle_id", "circles"),
    refers("person_id", "people"),
)
Index("ix_circle_members_person", circle_members.c.network_id, circle_members.c.person_id)
