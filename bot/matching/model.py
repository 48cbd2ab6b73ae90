"""What the matching is told and what it answers: plain, frozen, ready to be sent to a worker process."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Rhythm = Literal["weekly", "fortnightly", "monthly"]
Alike = Literal["same", "other"]
ReasonKind = Literal["topics", "experience", "level", "size", "languages", "hours", "rhythm", "other_site"]
WhyLeft = Literal["no_mentor", "no_language", "no_free_mentor"]

RHYTHMS: tuple[Rhythm, ...] = ("weekly", "fortnightly", "monthly")


@dataclass(frozen=True)
class Wish:
    """One person (or site) on one side of a pool; what is empty or None is no wish and stands in nobody's way.

    `hours` are the quarter hours of a week, 0 for Monday 00:00 UTC to 671; `clock` is how many quarter hours the
    person's own clock is ahead of UTC. `level` and `district` are those of the
    person's site; `level_wish` and `district_wish` say whether the other one's should be the same or another.
    `size` is about how many students that site has, None where nobody has said.
    `days_in_role` is None where the roster has no start date. `capacity` counts the mentees a mentor can still take,
    `holds` those they have already; a mentee's are not looked at. `days_waiting` counts for mentees only.
    """

    person_id: int
    topics: frozenset[str]
    languages: frozenset[str]
    site_id: int | None = None
    days_in_role: int | None = None
    capacity: int = 1
    days_waiting: int = 0
    holds: int = 0
    rhythm: Rhythm | None = None
    hours: frozenset[int] = frozenset()
    clock: int = 0
    level: str = ""
    level_wish: Alike | None = None
    district: str = ""
    district_wish: Alike | None = None
    size: int | None = None


@dataclass(frozen=True)
class Weights:
    """How much each part of a fit counts; each part itself lies between 0 and 1.

    `load` is taken off for every mentee that a mentor has besides.
    """

    topics: float = 4.0
    seniority: float = 2.0
    languages: float = 1.0
    other_site: float = 1.0
    rhythm: float = 1.0
    hours: float = 1.5
    level: float = 1.0
    district: float = 1.0
    load: float = 0.5
    size: float = 0.5


@dataclass(frozen=True)
class Pool:
    """Everybody in one round, and who must never meet.

    `apart` holds unordered pairs of person ids, the smaller first (`apart_key`): a chain of supervision in either
    direction, a private *never with*, people who were proposed to each other before.
    """

    mentees: tuple[Wish, ...]
    mentors: tuple[Wish, ...]
    apart: frozenset[tuple[int, int]] = frozenset()
    weights: Weights = field(default_factory=Weights)


@dataclass(frozen=True)
class Reason:
    """One fact that speaks for a pair; `bot.matching.words` turns it into a sentence."""

    kind: ReasonKind
    facts: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the reason as plain data for a row."""
        return {"kind": self.kind, "facts": list(self.facts)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Reason:
        """Return the reason that `to_json` wrote."""
        return cls(data["kind"], tuple(data["facts"]))


@dataclass(frozen=True)
class Match:
    """A mentee, the mentor they got, and why.

    `score` is in the whole units of `bot.matching.fit`. Of a mentor's mentees the best fitting carries no load, the
    next one step of it, and so on: the scores of a round add up to what it was worth.
    """

    mentee_id: int
    mentor_id: int
    score: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Left:
    """A mentee nobody could be found for, why, and the languages of which one more mentor's place would help."""

    mentee_id: int
    why: WhyLeft
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What one run of the matching found."""

    matches: tuple[Match, ...]
    left: tuple[Left, ...]

    @property
    def score(self) -> int:
        """The fit of all pairs together, in whole units."""
        return sum(found.score for found in self.matches)


def apart_key(one: int, other: int) -> tuple[int, int]:
    """Return the unordered pair as `Pool.apart` holds it."""
    return (one, other) if one < other else (other, one)
