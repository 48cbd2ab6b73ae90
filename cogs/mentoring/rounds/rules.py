"""When a round is due, who need not wait for it, and who gets the next best: pure decisions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from bot.calendar.school import SchoolCalendar
from bot.calendar.week import QUARTERS
from bot.matching.model import Alike, Match, Pool, Wish
from cogs.mentoring.model import Pair, PairState
from config.community import Seniority

FIRST_HOUR = 9  # by the network's clock
YEAR_DAYS = 365
LEAVES_FREE: tuple[PairState, ...] = ("declined", "expired", "withdrawn")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")


def week_due(school: SchoolCalendar, last: date | None, now: datetime, *, weeks: int, weekday: str) -> date | None:
    """Return the Monday of the week whose round is due now, None where none is.

    A round is due every so many `weeks`, at nine on the first school day of the week from a weekday on; a week that has
    no such day has no round, and with 0 weeks only a steward begins one.
    """
    today = school.day_of(now)
    monday = today - timedelta(days=today.weekday())
    if not weeks or (last is not None and monday < last + timedelta(weeks=weeks)):
        return None
    if today.weekday() < WEEKDAYS.index(weekday) or not school.is_school_day(today):
        return None
    return monday if now.astimezone(school.zone).hour >= FIRST_HOUR else None


def may_be_early(pool: Pool, seniority: Seniority) -> bool:
    """Tell whether a newcomer waits and a place is free: worth a look at the whole pool."""
    has_place = any(mentor.capacity for mentor in pool.mentors)
    return has_place and any(_is_newcomer(mentee, seniority) for mentee in pool.mentees)


def early(pool: Pool, matches: Iterable[Match], seniority: Seniority) -> list[Match]:
    """Return the matches that need not wait for the round: a newcomer's, with a mentor who fits perfectly.

    They are taken from the optimum of everybody who waits, so nobody who has waited longer loses a place by it.
    """
    mentees = {wish.person_id: wish for wish in pool.mentees}
    mentors = {wish.person_id: wish for wish in pool.mentors}
    return [
        found
        for found in matches
        if _is_newcomer(mentees[found.mentee_id], seniority)
        and fits_perfectly(mentees[found.mentee_id], mentors[found.mentor_id], seniority)
    ]


def fits_perfectly(mentee: Wish, mentor: Wish, seniority: Seniority) -> bool:
    """Tell whether a seasoned mentor offers all that a mentee asked for, and no wish of either is left open."""
    return (
        bool(mentee.topics)
        and mentee.topics <= mentor.topics
        and mentee.languages <= mentor.languages
        and (mentor.days_in_role or 0) > seniority.seasoned_over_years * YEAR_DAYS
        and (not (mentee.hours and mentor.hours) or len(mentee.hours & mentor.hours) >= QUARTERS)
        and (mentee.rhythm is None or mentor.rhythm is None or mentee.rhythm == mentor.rhythm)
        and all(_suits(one, other) for one, other in ((mentee, mentor), (mentor, mentee)))
    )


def _suits(one: Wish, other: Wish) -> bool:
    return _is_as_wished(one.level_wish, one.level, other.level) and _is_as_wished(
        one.district_wish, one.district, other.district
    )


def _is_as_wished(wanted: Alike | None, own: str, others: str) -> bool:
    if wanted is None:
        return True
    return bool(own and others) and (own == others) is (wanted == "same")


def _is_newcomer(wish: Wish, seniority: Seniority) -> bool:
    return wish.days_in_role is not None and wish.days_in_role < seniority.newcomer_under_years * YEAR_DAYS


def is_to_pass_on(pair: Pair) -> bool:
    """Tell whether a closed proposal has left people free whom nobody has looked after yet."""
    return pair.state in LEAVES_FREE and not pair.is_passed_on


def owed(pairs: Iterable[Pair]) -> set[int]:
    """Return who gets the next best at once: whoever these closed proposals left free, through no doing of their own.

    Who said *not now*, or nothing at all, is not asked again before the next round.
    """
    found: set[int] = set()
    for pair in pairs:
        if pair.state == "withdrawn":
            found |= {pair.mentee_id, pair.mentor_id}
        elif pair.state == "declined":
            found.add(pair.mentor_id if pair.declined_by == "mentee" else pair.mentee_id)
        else:
            found |= {pair.mentee_id} if pair.has_accepted("mentee") else set()
            found |= {pair.mentor_id} if pair.has_accepted("mentor") else set()
    return found


def for_the_owed(matches: Iterable[Match], waiting: set[int]) -> list[Match]:
    """Return the matches that give somebody who is owed the next best; all others wait for the round."""
    return [found for found in matches if {found.mentee_id, found.mentor_id} & waiting]
