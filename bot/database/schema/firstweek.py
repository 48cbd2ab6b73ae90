"""A newcomer's first week: the next small step, and when it is due."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, UniqueConstraint

from bot.database.schema.base import UtcTime, refers, scoped

weeks = scoped(
    "first_weeks",
    Column("person_id", BigInteger, nullable=False, info={"person": True}),
    Column("next_step", Integer, nullable=False),  # from 0; as many as there are steps: all were shown or skipped
    Column("state", String(10), nullable=False),  # going, stopped, ended
    Column("due_at", UtcTime, nullable=False),
    UniqueConstraint("network_id", "person_id"),
    refers("person_id", "people"),
)
Index("ix_first_weeks_due", weeks.c.network_id, weeks.c.state, weeks.c.due_at)
