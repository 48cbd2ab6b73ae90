from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.calendar.school import SchoolCalendar
from bot.matching.model import Match, Pool, Wish
from cogs.mentoring.rounds import rules
from config.calendar import Break, Calendar, Holiday
from config.community import Seniority
from tests.cogs.mentoring.people import NOW, pair

CHICAGO = ZoneInfo("America/Chicago")
SCHOOL = SchoolCalendar(Calendar(), CHICAGO)
MONDAY = date(2026, 3, 2)
WHO = Seniority()
NEW = Wish(1, frozenset({"data"}), frozenset({"English"}), days_in_role=100)
OLD = Wish(2, frozenset({"data", "family"}), frozenset({"English", "Spanish"}), days_in_role=2000)


def due(
    day: int, hour: int = 9, *, last: date | None = None, weeks: int = 1, school: SchoolCalendar = SCHOOL
) -> date | None:
    now = datetime(2026, 3, day, hour, 0, tzinfo=CHICAGO).astimezone(UTC)
    return rules.week_due(school, last, now, weeks=weeks, weekday="tue")


def test_a_round_is_due_from_nine_on_tuesday_and_until_the_week_is_over() -> None:
    assert [due(2), due(3, 8), due(3), due(6), due(7)] == [None, None, MONDAY, MONDAY, None]


def test_a_week_has_one_round_and_every_other_week_one_where_the_community_says_so() -> None:
    assert due(4, last=MONDAY) is None
    assert due(10, last=MONDAY) == MONDAY + timedelta(days=7)
    assert due(10, last=MONDAY, weeks=2) is None
    assert due(17, last=MONDAY, weeks=2) == MONDAY + timedelta(days=14)


def test_with_no_weeks_between_only_a_steward_begins_a_round() -> None:
    assert due(3, weeks=0) is None


def test_a_holiday_moves_the_round_on_and_a_week_of_break_has_none() -> None:
    holiday = SchoolCalendar(Calendar(holidays=(Holiday(name="Day", day=date(2026, 3, 3)),)), CHICAGO)
    spring = SchoolCalendar(Calendar(breaks=(Break(name="Spring", first=MONDAY, last=date(2026, 3, 6)),)), CHICAGO)
    assert [due(3, school=holiday), due(4, school=holiday)] == [None, MONDAY]
    assert [due(day, school=spring) for day in range(2, 9)] == [None] * 7


@pytest.mark.parametrize(
    ("mentee", "mentor"),
    [
        ({"topics": frozenset({"data", "health"})}, {}),
        ({"topics": frozenset()}, {}),
        ({"languages": frozenset({"Hmong"})}, {}),
        ({}, {"days_in_role": 700}),
        ({"hours": frozenset({1, 2, 3, 4})}, {"hours": frozenset({2, 3, 4, 5})}),
        ({"rhythm": "weekly"}, {"rhythm": "monthly"}),
        ({"level": "high", "level_wish": "same"}, {"level": "middle"}),
        ({"district": "North"}, {"district": "North", "district_wish": "other"}),
        ({"district_wish": "same"}, {}),
    ],
)
def test_whatever_is_left_open_is_no_perfect_fit(mentee: dict[str, Any], mentor: dict[str, Any]) -> None:
    assert rules.fits_perfectly(NEW, OLD, WHO)
    assert not rules.fits_perfectly(replace(NEW, **mentee), replace(OLD, **mentor), WHO)


def test_only_where_a_newcomer_waits_and_a_place_is_free_is_the_pool_looked_at_early() -> None:
    assert rules.may_be_early(Pool((NEW,), (OLD,)), WHO)
    assert not rules.may_be_early(Pool((NEW,), (replace(OLD, capacity=0),)), WHO)
    assert not rules.may_be_early(Pool((replace(NEW, days_in_role=400),), (OLD,)), WHO)


def test_of_the_optimum_only_perfect_matches_of_newcomers_are_early() -> None:
    other = replace(NEW, person_id=3, topics=frozenset({"health"}))
    pool = Pool((NEW, other), (OLD,))
    found = [Match(1, 2, 0, ()), Match(3, 2, 0, ())]
    assert rules.early(pool, found, WHO) == found[:1]


def test_whoever_said_not_now_or_nothing_is_not_owed_the_next_best() -> None:
    silent = replace(pair(1, 11, 21, "expired"), mentee_accepted_at=NOW)
    refused = replace(pair(2, 12, 22, "declined"), declined_by="mentor")
    refusing = replace(pair(3, 13, 23, "declined"), declined_by="mentee")
    assert rules.owed([silent, refused, refusing, pair(4, 14, 24, "withdrawn")]) == {11, 12, 23, 14, 24}


def test_only_matches_of_those_who_are_owed_are_passed_on() -> None:
    found = [Match(11, 25, 0, ()), Match(15, 26, 0, ()), Match(16, 23, 0, ())]
    assert rules.for_the_owed(found, {11, 23}) == [found[0], found[2]]


def test_a_pair_is_passed_on_once_and_an_open_one_never() -> None:
    assert rules.is_to_pass_on(pair(1, 1, 2, "declined"))
    assert not rules.is_to_pass_on(replace(pair(1, 1, 2, "declined"), is_passed_on=True))
    assert not any(rules.is_to_pass_on(pair(1, 1, 2, state)) for state in ("proposed", "open", "ended"))
