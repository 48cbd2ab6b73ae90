"""Surveys of what members need.

While one is open, each answer lies in an envelope that only the survey's key opens, under a tag in place of a person.
When it closes they are counted and deleted, and the key is destroyed; what stays are the ranges that every member may
read.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, LargeBinary, String, UniqueConstraint

from bot.database.schema.base import Json, UtcTime, label, refers, scoped

surveys = scoped(
    "surveys",
    Column("state", String(10), nullable=False),  # open, closed, lost (its key is gone), dropped
    Column("half", String(10), nullable=False),  # the first day of the half of the school year it belongs to
    Column("opened_at", UtcTime, nullable=False),
    Column("closes_at", UtcTime, nullable=False),
    Column("reminded_at", UtcTime),
    Column("topics", Json, nullable=False, info=label("the keys of the topics it asks about, in their order")),
    Column("found", Json, info=label("the ranges that members may read; empty while it is open")),
    Column("told", Json, info=label("the ranges that policymakers may read: of those who agreed")),
)

# No time, no person, no order: on SQLite the table has no hidden row number. No page of it holds rows of anything else.
answers = scoped(
    "survey_answers",
    Column("survey_id", BigInteger, nullable=False),
    Column("tag", String(64), nullable=False),  # HMAC of a person under the survey's key
    Column("envelope", LargeBinary, nullable=False, info=label("sealed under the survey's key, all of one length")),
    UniqueConstraint("network_id", "survey_id", "tag"),  # one answer each
    refers("survey_id", "surveys"),
    sqlite_with_rowid=False,
)

stops = scoped(
    "survey_stops",
    Column("person_id", BigInteger, nullable=False, info={"person": True}),  # who wants no reminder of surveys
    UniqueConstraint("network_id", "person_id"),
    refers("person_id", "people"),
)
