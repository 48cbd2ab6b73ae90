"""Every table, one module per feature; importing this package declares them all."""

from __future__ import annotations

from bot.database.schema import (
    digest,
    exposure,
    finding,
    issues,
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
    "digest",
    "exposure",
    "finding",
    "issues",
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
