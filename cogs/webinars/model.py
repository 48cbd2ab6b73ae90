"""A webinar as the feature sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Plan:
    """What a steward proposes, with its time already understood."""

    theme_id: int
    title: str
    audience: str
    starts_at: datetime
    minutes: int


@dataclass(frozen=True)
class Webinar:
    """A planned event; it has a channel and Discord's event id once it is scheduled there."""

    id: int
    theme_id: int
    title: str
    audience: str
    starts_at: datetime
    minutes: int
    channel_id: int | None = None
    event_id: int | None = None

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)
