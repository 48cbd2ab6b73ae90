"""Invented people and situations for the rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.matching.model import apart_key
from bot.people.graph import SupervisionGraph
from bot.people.model import Person, Site
from cogs.mentoring.model import MentoringWish, Pair, PairState, Side
from cogs.mentoring.rules import Situation

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


def person(number: int, **fields: Any) -> Person:
    """An active, linked member."""
    plain = Person(
        number, f"Person {number}", f"p{number}@example.org", "coordinator", account_id=1000 + number, languages=("en",)
    )
    return replace(plain, **{"started_on": date(2020, 3, 2), **fields})


def wish(number: int, side: Side, **fields: Any) -> MentoringWish:
    """An open wish."""
    plain = MentoringWish(number, side, "open", ("data",), ("English",), waiting_since=NOW - timedelta(days=3))
    return replace(plain, **fields)


def pair(number: int, mentee_id: int, mentor_id: int, state: PairState = "proposed", **fields: Any) -> Pair:
    """A pair whose answer is due in three days."""
    plain = Pair(number, mentee_id, mentor_id, state, (), NOW, NOW + timedelta(days=3))
    return replace(plain, **fields)


def situation(
    people: Iterable[Person],
    wishes: Iterable[MentoringWish],
    pairs: Iterable[Pair] = (),
    *,
    supervisions: Iterable[tuple[int, int]] = (),
    never_with: Iterable[tuple[int, int]] = (),
    unsettled: Iterable[tuple[int, int]] = (),
    sites: Iterable[Site] = (),
) -> Situation:
    """What the rules look at; a supervision is (supervisor, supervised)."""
    known = list(people)
    return Situation(
        people={one.id: one for one in known},
        graph=SupervisionGraph(supervisions, known),
        wishes={(one.person_id, one.side): one for one in wishes},
        never_with=frozenset(apart_key(*couple) for couple in never_with),
        pairs=list(pairs),
        sites={site.id: site for site in sites},
        unsettled=frozenset(apart_key(*couple) for couple in unsettled),
    )
