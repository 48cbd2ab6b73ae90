"""When an event no longer says what its webinar says. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cogs.webinars.model import Webinar


@dataclass(frozen=True)
class Seen:
    """What Discord's event says."""

    name: str
    starts_at: datetime
    channel_id: int | None
    is_alive: bool  # neither called off nor over


def is_in_line(seen: Seen | None, webinar: Webinar, channel_id: int | None) -> bool:
    """Say whether an event is there and says when, what and where as its webinar does."""
    if seen is None or not seen.is_alive:
        return False
    return (seen.name, seen.starts_at, seen.channel_id) == (webinar.title, webinar.starts_at, channel_id)
