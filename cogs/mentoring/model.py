"""What mentoring remembers: wishes and pairs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.matching.model import Reason

Side = Literal["mentee", "mentor"]
PairState = Literal["proposed", "open", "declined", "expired", "withdrawn", "ended"]

SIDES: tuple[Side, ...] = ("mentee", "mentor")
LIVE: tuple[PairState, ...] = ("proposed", "open")


@dataclass(frozen=True)
class MentoringWish:
    """One person's request (side mentee) or offer (side mentor); a draft until its line is saved.

    `waiting_since` is when it was first opened, None for a draft that never was.
    """

    person_id: int
    side: Side
    state: Literal["draft", "open"]
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    about: str = ""
    capacity: int = 1
    waiting_since: datetime | None = None


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
