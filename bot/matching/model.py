"""What the matching is told and what it answers: plain, frozen, ready to be sent to a worker process."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

ReasonKind = Literal["topics", "experience", "languages", "other_site"]
WhyLeft = Literal["no_mentor", "no_language", "no_free_mentor"]


@dataclass(frozen=True)
class Wish:
    """One person on one side of a pool.

    `days_in_role` is None where the roster has no start date. `capacity` counts the mentees a mentor can still take;
    a mentee's is not looked at. `days_waiting` counts for mentees only.
    """

    person_id: int
    topics: frozenset[str]
    languages: frozenset[str]
    site_id: int | None = None
    days_in_role: int | None = None
    capacity: int = 1
    days_waiting: int = 0


@dataclass(frozen=True)
class Weights:
    """How much each part of a fit counts; each part itself lies between 0 and 1."""

    topics: float = 4.0
    seniority: float = 2.0
    languages: float = 1.0
    other_site: float = 1.0


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
    """One fact that speaks for a pair; a feature turns it into words."""

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
    """A mentee, the mentor they got, and why; `score` is in the integer units of `bot.matching.fit`."""

    mentee_id: int
    mentor_id: int
    score: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Left:
    """A mentee nobody could be found for, and why."""

    mentee_id: int
    why: WhyLeft


@dataclass(frozen=True)
class Outcome:
    """What one run of the matching found."""

    matches: tuple[Match, ...]
    left: tuple[Left, ...]


def apart_key(one: int, other: int) -> tuple[int, int]:
    """Return the unordered pair as `Pool.apart` holds it."""
    return (one, other) if one < other else (other, one)
