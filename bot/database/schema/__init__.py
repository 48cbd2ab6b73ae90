"""Every table, one module per feature; importing this package declares them all."""

from __future__ import annotations

from bot.database.schema import (
    anonymity,
    delivery,
    digest,
    exposure,
    finding,
    flags,
    forum,
    introductions,
    issues,
    learning,
    mentoring,
    networks,
    outbox,
    people,
    rooms,
    sharing,
    spaces,
    webinars,
)
from bot.database.schema.base import metadata

__all__ = [
    "anonymity",
    "delivery",
    "digest",
    "exposure",
    "finding",
    "flags",
    "forum",
    "introductions",
    "issues",
    "learning",
    "mentoring",
    "metadata",
    "networks",
    "outbox",
    "people",
    "rooms",
    "sharing",
    "spaces",
    "webinars",
]
