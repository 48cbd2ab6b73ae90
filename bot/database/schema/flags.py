"""Flags: who said in confidence that somebody supervises them, and what came of it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, String

from bot.database.schema.base import Json, UtcTime, label, refers, scoped

# Whoever flagged stands here and nowhere else. A settled row is kept only as long as false alarms are counted.
flags = scoped(
    "flags",
    Column("flagger_id", BigInteger, nullable=False, info={"person": True}),
    Column("flagged_id", BigInteger, nullable=False, info={"person": True}),
    Column("channel_id", BigInteger, nullable=False),  # Discord's id of the space where it was said
    Column("state", String(10), nullable=False),  # open or kept while it lasts; then true or mistaken
    Column("is_paused", Boolean, nullable=False),  # false: a steward looks first
    Column("threads", Json, nullable=False, info=label("ids of the threads of both that the flagged person leaves")),
    Column("flagged_at", UtcTime, nullable=False),
    Column("told_at", UtcTime),  # when both were told that it is still unsettled
    Column("settled_at", UtcTime),
    Column("settled_by_id", BigInteger, info={"person": True}),  # empty: the server's owner, or somebody erased
    refers("flagger_id", "people"),
    refers("flagged_id", "people"),
    refers("settled_by_id", "people"),
    Index(None, "network_id", "flagged_id"),
    Index(None, "network_id", "flagger_id"),
    info={"recalled": True},
)
