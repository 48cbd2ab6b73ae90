"""What mentoring remembers: wishes and pairs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.matching.model import Reason

Side = Literal["mentee", "mentor"]
Rhythm = Literal["weekly", "fortnightly", "monthly"]
Alike = Literal["same", "other"]
PairState = Literal["proposed", "open", "declined", "expired", "withdrawn", "ended"]

RHYTHMS: tuple[Rhythm, ...] = ("weekly", "fortnightly", "monthly")
ALIKE: tuple[Alike, ...] = ("same", "other")
SIDES: tuple[Side, ...] = ("mentee", "mentor")
LIVE: tuple[PairState, ...] = ("proposed", "open")


@dataclass(frozen=True)
class MentoringWish:
    """One person's request (side mentee) or offer (side mentor); a draft until its line is saved.

    What is empty or None is no wish and stands in nobody's way. `hours` are keys of `cogs.mentoring.hours`;
    `level_wish` and `district_wish` say whether the other one's should be the same or another. `is_listed` is a
    mentor's yes to being shown to members who browse. `waiting_since` is when it was first opened, None for a draft
    that never was. A wish that is paused or about to stop is on no list until that is over.
    """

    person_id: int
    side: Side
    state: Literal["draft", "open"]
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    about: str = ""
    capacity: int = 1
    rhythm: Rhythm | None = None
    hours: tuple[str, ...] = ()
    level_wish: Alike | None = None
    district_wish: Alike | None = None
    is_listed: bool = False
    paused_until: datetime | None = None
    stops_at: datetime | None = None
    waiting_since: datetime | None = None

    @property
    def is_live(self) -> bool:
        """Whether the wish counts now: open, not paused, and not about to stop."""
        return self.state == "open" and self.paused_until is None and self.stops_at is None


@dataclass(frozen=True)
class Pair:
    """A mentee and a mentor, from the proposal to the end."""

    id: int
    mentee_id: int
    mentor_id: int
    state: PairState
    reasons: tuple[Reason, ...]
    proposed_at: datetime
    answer_by: datetime
    mentee_accepted_at: datetime | None = None
    mentor_accepted_at: datetime | None = None
    channel_id: int | None = None

    def side_of(self, person_id: int) -> Side:
        """Return which of the two a person is; the caller knows that they are one of them."""
        return "mentee" if person_id == self.mentee_id else "mentor"

    def partner_of(self, person_id: int) -> int:
        """Return the id of the other one."""
        return self.mentor_id if person_id == self.mentee_id else self.mentee_id

    def has_accepted(self, side: Side) -> bool:
        """Tell whether that side has said yes."""
        return (self.mentee_accepted_at if side == "mentee" else self.mentor_accepted_at) is not None
