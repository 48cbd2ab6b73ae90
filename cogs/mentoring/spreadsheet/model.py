"""What the files say: people, their wishes, and what is worth a remark. Plain and frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.matching.model import Alike, Rhythm
from bot.people.model import Person, Site
from cogs.mentoring.model import Side


@dataclass(frozen=True)
class WishRow:
    """One line of the wishes; what is empty is no wish."""

    line: int
    email: str
    side: Side
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    capacity: int | None
    rhythm: Rhythm | None
    hours: frozenset[int]  # quarter hours of a week by the person's own clock
    level: Alike | None
    never_with: tuple[str, ...]
    past_partners: tuple[str, ...]
    again_with: tuple[str, ...]
    waiting_since: date | None

    @property
    def key(self) -> str:
        """What makes it the same wish as another line's."""
        return f"{self.email} ({self.side})"


@dataclass(frozen=True)
class Listing:
    """The people and the sites of a programme, by address and by number, and who supervises whom."""

    people: Mapping[str, Person]
    sites: Mapping[int, Site]
    supervisions: frozenset[tuple[int, int]]
