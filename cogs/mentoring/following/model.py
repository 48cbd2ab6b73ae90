"""What following remembers: what somebody is asked about their pair, and what they said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Step = Literal["first", "second", "third", "rematch", "ending", "invitation"]
Part = Literal["met", "worth", "more", "again"]
Word = Literal["yes", "partly", "no"]

CHECK_INS: dict[Step, timedelta] = {
    "first": timedelta(weeks=2),
    "second": timedelta(weeks=6),
    "third": timedelta(weeks=12),
}
ANSWERS: dict[Part, tuple[Word, ...]] = {
    "met": ("yes", "no"),
    "worth": ("yes", "partly", "no"),
    "more": ("yes", "no"),
    "again": ("yes", "no"),
}


@dataclass(frozen=True)
class Question:
    """One thing one person is asked about one pair; `asked_at` is None while it waits for its turn."""

    id: int
    pair_id: int
    person_id: int
    partner_id: int
    step: Step
    due_at: datetime
    asked_at: datetime | None = None
    closed_at: datetime | None = None
    met: Word | None = None
    worth: Word | None = None
    more: Word | None = None
    again: Word | None = None

    @property
    def is_answered(self) -> bool:
        """Whether anything was said at all."""
        return any((self.met, self.worth, self.more, self.again))
