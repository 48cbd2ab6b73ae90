"""From the roster and the wishes to a pool the matching understands. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime

from bot.calendar.rules import zone_for
from bot.calendar.week import quarters_ahead, shifted
from bot.matching.model import Pool, Wish, apart_key
from bot.matching.weights import weights_of
from bot.text.languages import language_key
from cogs.mentoring.hours import quarters_of
from cogs.mentoring.model import LIVE, MentoringWish
from cogs.mentoring.rules import Situation, is_present, met_before
from config.community import Community


def pool_of(now_is: Situation, community: Community, now: datetime, resting: Collection[int] = ()) -> Pool:
    """Return who takes part in a round now: mentees without a live pair, mentors with a free place, nobody resting."""
    live = [pair for pair in now_is.pairs if pair.state in LIVE]
    served = {pair.mentee_id for pair in live}
    spelling = _spelling(now_is)
    mentees, mentors = [], []
    for wish in now_is.wishes.values():
        if wish.person_id in resting or not is_present(now_is.people.get(wish.person_id)):
            continue
        if wish.side == "mentor":
            holds = sum(pair.mentor_id == wish.person_id for pair in live)
            free = max(0, wish.capacity - holds)
            mentors.append(replace(_wish(wish, now_is, now, spelling), capacity=free, holds=holds))
        elif wish.person_id not in served:
            mentees.append(_wish(wish, now_is, now, spelling))
    taking_part = {wish.person_id for wish in (*mentees, *mentors)}
    return Pool(tuple(mentees), tuple(mentors), frozenset(_apart(now_is, taking_part)), weights_of(community))


def _spelling(now_is: Situation) -> dict[str, str]:
    """Return one spelling for each language: *español* on one row of a roster is *Spanish* on another."""
    named = {name for wish in now_is.wishes.values() for name in wish.languages}
    return {language_key(name): name for name in sorted(named, reverse=True)}  # capitals sort first, so they are kept


def _wish(wish: MentoringWish, now_is: Situation, now: datetime, spelling: dict[str, str]) -> Wish:
    person, site = now_is.people[wish.person_id], now_is.site_of(wish.person_id)
    started, since = person.started_on, wish.waiting_since or now
    own = person.time_zone or (site.time_zone if site else None)
    zone = zone_for(own, [each.time_zone for each in now_is.sites.values()])
    clock = quarters_ahead(zone, now)
    return Wish(
        person_id=wish.person_id,
        topics=frozenset(wish.topics),
        languages=frozenset(spelling[language_key(name)] for name in wish.languages),
        site_id=person.site_id,
        days_in_role=max(0, (now.date() - started).days) if started is not None else None,
        days_waiting=max(0, (now - since).days),
        rhythm=wish.rhythm,
        hours=shifted(quarters_of(wish.hours), -clock),
        clock=clock,
        level=site.level.casefold() if site else "",
        level_wish=wish.level_wish,
        district=site.district if site else "",
        district_wish=wish.district_wish,
        size=site.size if site else None,
    )


def _apart(now_is: Situation, taking_part: set[int]) -> Iterator[tuple[int, int]]:
    for person_id in taking_part:
        for supervisor_id in now_is.graph.above(person_id) & taking_part:
            yield apart_key(person_id, supervisor_id)
    yield from now_is.never_with
    yield from met_before(now_is)
