"""Counting how mentoring goes: pure. Nothing here says who said what about whom.

A group of a position or district is shown from five people on. Where only one group is smaller, the next one goes with
it: what is left over from the whole must never be one small group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from statistics import median_low

from cogs.mentoring.following.model import CHECK_INS, Question
from cogs.mentoring.following.rules import grouped
from cogs.mentoring.health.model import Group, Health, Year
from cogs.mentoring.keeping.rules import Said, is_settled
from cogs.mentoring.model import LIVE, Pair
from cogs.mentoring.rules import Situation, is_present

LEAST = 5  # people in a group, or pairs that answered, before a number is shown
BANDS = (7, 14, 28, 56)  # days: under one week, one, two to four, four to eight, and longer


def health_of(
    now_is: Situation,
    questions: Collection[Question],
    now: datetime,
    days_too_long: int,
    counts: Mapping[Said, int] | None = None,
) -> Health:
    """Return mentoring in numbers as it is now; `counts` are what is left of answers that were forgotten."""
    live = [pair for pair in now_is.pairs if pair.state in LIVE]
    opened = [pair for pair in live if pair.state == "open"]
    waits = _waits(now_is, live, now)
    paired = {person_id for pair in opened for person_id in (pair.mentee_id, pair.mentor_id)}
    positions, few = _groups(now_is, set(waits), paired, lambda each: now_is.people[each].position)
    districts, fewer = _groups(now_is, set(waits), paired, lambda each: _district(now_is, each))
    answered, meeting = _meeting(opened, questions)
    return Health(
        waiting=len(waits),
        too_long=sum(days > days_too_long for days in waits.values()),
        longest_days=max(waits.values(), default=0),
        median_days=median_low(waits.values()) if waits else 0,
        proposed=len(live) - len(opened),
        paired=len(opened),
        free_places=_free_places(now_is, live),
        waits=banded(waits.values()),
        answered=answered,
        meeting=meeting,
        positions=positions,
        districts=districts,
        small={"positions": few, "districts": fewer},
        year=last_year(counts or {}, now),
    )


def last_year(counts: Mapping[Said, int], now: datetime) -> Year | None:
    """Return the last school year that is settled, where enough has been said in it."""
    began = max((year for year, _, _ in counts if is_settled(year, now)), default=0)
    said = {(part, word): number for (year, part, word), number in counts.items() if year == began}
    answered, judged = (sum(number for (each, _), number in said.items() if each == part) for part in ("met", "worth"))
    if min(answered, judged) < LEAST:
        return None
    worth = said.get(("worth", "yes"), 0) + said.get(("worth", "partly"), 0)
    return Year(began, answered, said.get(("met", "yes"), 0), judged, worth)


def banded(days: Iterable[int]) -> tuple[int, ...]:
    """Return how many waits lie in each band."""
    counts = Counter(sum(each >= start for start in BANDS) for each in days)
    return tuple(counts[band] for band in range(len(BANDS) + 1))


def shown(groups: Iterable[Group]) -> tuple[tuple[Group, ...], int]:
    """Return the groups that are large enough to be named, and how many people are in the others."""
    by_size = sorted(groups, key=lambda group: (group.waiting + group.paired, group.name))
    small = [group for group in by_size if group.waiting + group.paired < LEAST]
    if small and sum(group.waiting + group.paired for group in small) < LEAST:
        small = by_size[: len(small) + 1]
    named = [group for group in by_size if group not in small]
    people = sum(group.waiting + group.paired for group in small)
    return tuple(sorted(named, key=lambda group: group.name)), people


def _waits(now_is: Situation, live: Iterable[Pair], now: datetime) -> dict[int, int]:
    """Return the days waited by everybody who asked and has neither a pair nor a proposal."""
    served = {pair.mentee_id for pair in live}
    return {
        wish.person_id: max(0, (now - (wish.waiting_since or now)).days)
        for wish in now_is.wishes.values()
        if wish.side == "mentee" and wish.person_id not in served and is_present(now_is.people.get(wish.person_id))
    }


def _free_places(now_is: Situation, live: Collection[Pair]) -> int:
    held = Counter(pair.mentor_id for pair in live)
    return sum(
        max(0, wish.capacity - held[wish.person_id])
        for wish in now_is.wishes.values()
        if wish.side == "mentor" and is_present(now_is.people.get(wish.person_id))
    )


def _groups(
    now_is: Situation, waiting: set[int], paired: set[int], name_of: Callable[[int], str]
) -> tuple[tuple[Group, ...], int]:
    known = set(now_is.people)
    wait, met = Counter(map(name_of, waiting & known)), Counter(map(name_of, (paired - waiting) & known))
    return shown(Group(name, wait[name], met[name]) for name in {*wait, *met})


def _district(now_is: Situation, person_id: int) -> str:
    site = now_is.site_of(person_id)
    return site.district if site is not None else ""


def _meeting(opened: Iterable[Pair], questions: Collection[Question]) -> tuple[int | None, int | None]:
    """Return how many open pairs have answered a check-in and how many of them have met, if enough have."""
    by_pair = grouped(questions, lambda each: each.pair_id)
    last = [_last_answer(by_pair.get(pair.id, ())) for pair in opened]
    said = [has_met for has_met in last if has_met is not None]
    return (len(said), sum(said)) if len(said) >= LEAST else (None, None)


def _last_answer(questions: Iterable[Question]) -> bool | None:
    """Tell whether either of the two said at the last check-in anybody answered that they met; None: nobody did."""
    theirs = [each for each in questions if each.step in CHECK_INS and each.met is not None]
    if not theirs:
        return None
    latest = max(each.due_at for each in theirs)
    return any(each.met == "yes" for each in theirs if each.due_at == latest)
