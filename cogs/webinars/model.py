"""A webinar as the feature sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Plan:
    """What is to become a webinar, with its time already understood. Without a capacity as many come as want to."""

    theme_id: int
    title: str
    audience: str
    starts_at: datetime
    minutes: int
    capacity: int | None = None


@dataclass(frozen=True)
class Webinar:
    """A planned event; it has a channel and Discord's event id once it is scheduled there.

    `sequence` counts what changed about it: calendars replace an entry by one with a greater number.
    """

    id: int
    theme_id: int
    title: str
    audience: str
    starts_at: datetime
    minutes: int
    channel_id: int | None = None
    event_id: int | None = None
    capacity: int | None = None
    cancelled_at: datetime | None = None
    sequence: int = 0
    proposer_id: int | None = None

    @property
    def lasts(self) -> timedelta:
        """How long it takes."""
        return timedelta(minutes=self.minutes)

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + self.lasts

    @property
    def is_cancelled(self) -> bool:
        """Whether it was called off."""
        return self.cancelled_at is not None

    def is_ahead(self, now: datetime) -> bool:
        """Say whether it is still to take place."""
        return not self.is_cancelled and self.starts_at > now
