"""Who is asked privately when nobody answers. Pure.

Never: whoever is unwilling, absent, of the asker's district, above or below the asker in any chain, or was asked within
two weeks. Of those who know the topic or a similar school, whoever was asked least this year comes first, in steps of
`STEP`: within a step, whoever fits best.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

MOST_AT_ONCE = 2
MOST_FOR_ONE = 4  # asked about one question, passes and colleagues named included
REST = timedelta(days=14)
REMEMBERED = timedelta(days=365)  # how far back what somebody carried counts
STEP = 2
FOR_TOPIC, FOR_SCHOOL = 2, 1


@dataclass(frozen=True)
class Principal:
    """Somebody who might be asked; `district` and `level` are their site's, empty where none is known."""

    person_id: int
    district: str
    level: str
    knows: frozenset[str]  # topics
    is_willing: bool
    is_here: bool  # a member who reads the forum, and whose school holds
    asked_at: datetime | None = None  # the last time
    carried: int = 0  # how often within a year


@dataclass(frozen=True)
class Need:
    """What somebody asked, as far as it decides who fits."""

    person_id: int
    district: str
    level: str
    topic: str


def is_free(one: Principal, now: datetime) -> bool:
    """Say whether a principal may be asked as far as they themselves are concerned."""
    is_rested = one.asked_at is None or now - one.asked_at >= REST
    return one.is_willing and one.is_here and bool(one.district) and is_rested  # no district: nobody can say it differs


def may_be_asked(one: Principal, need: Need, related: Collection[int], now: datetime) -> bool:
    """Say whether a principal may be asked at all; `related` are those above or below the asker."""
    if one.person_id == need.person_id or one.person_id in related:
        return False
    return is_free(one, now) and one.district.casefold() != need.district.casefold()


def fit(one: Principal, need: Need) -> int:
    """Return how well a principal fits; 0 is not at all."""
    knows = FOR_TOPIC if need.topic in one.knows else 0
    return knows + (FOR_SCHOOL if one.level and one.level == need.level else 0)


def choose(
    need: Need,
    principals: Sequence[Principal],
    *,
    related: Collection[int],
    asked_before: Collection[int] = (),
    now: datetime,
    most: int = MOST_AT_ONCE,
) -> list[int]:
    """Return who is asked, at most so many; `asked_before` were asked about the same question."""
    fitting = [
        one
        for one in principals
        if one.person_id not in asked_before and fit(one, need) and may_be_asked(one, need, related, now)
    ]
    first = sorted(fitting, key=lambda one: (one.carried // STEP, -fit(one, need), one.carried, one.person_id))
    return [one.person_id for one in first[:most]]
