"""Every table, one module per feature; importing this package declares them all."""

from __future__ import annotations

from bot.database.schema import (
    afterwards,
    anonymity,
    calendar,
    delivery,
    digest,
    exposure,
    finding,
    flags,
    forum,
    issues,
    meetups,
    mentoring,
    networks,
    outbox,
    people,
    proposals,
    rooms,
    sharing,
    spaces,
    webinars,
)
from bot.database.schema.base import metadata

__all__ = [
    "afterwards",
    "anonymity",
    "calendar",
    "delivery",
    "digest",
    "exposure",
    "finding",
    "flags",
    "forum",
    "issues",
    "meetups",
    "mentoring",
    "metadata",
    "networks",
    "outbox",
    "people",
    "proposals",
    "rooms",
    "sharing",
    "spaces",
    "webinars",
]
