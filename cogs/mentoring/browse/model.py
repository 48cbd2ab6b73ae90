"""What browsing remembers: whom a mentee asked themselves, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

# full: all of the mentor's places were taken meanwhile · gone: they can't be asked any more, whatever the reason
AskState = Literal["open", "accepted", "declined", "silent", "full", "gone", "withdrawn"]
Why = Literal["time", "topics", "person", "other"]

WHYS: tuple[Why, ...] = ("time", "topics", "person", "other")


@dataclass(frozen=True)
class Ask:
    """One mentee asking one mentor. `why` is the mentor's reason for declining, which the mentee never sees."""

    id: int
    mentee_id: int
    mentor_id: int
    state: AskState
    asked_at: datetime
    answer_by: datetime
    closed_at: datetime | None = None
    why: Why | None = None
