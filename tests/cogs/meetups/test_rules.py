"""Whose turn it is, on which days a meetup rests, and what is still worth telling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.recurrence import Repeat
from bot.calendar.school import SchoolCalendar
from cogs.meetups.model import BEFORE, DueKind, Meetup, Member, Plan
from cogs.meetups.rules import (
    NoTitle,
    TooFarAhead,
    WrongLength,
    check_plan,
    dues_of,
    is_resting,
    may_change,
    next_host,
    worth_telling,
)
from config.calendar import Break, Calendar

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
CHICAGO = ZoneInfo("America/Chicago")
FIRST = datetime.fromisoformat("2026-03-10 15:30")
PLAN = Plan("Attendance", Repeat(FIRST, CHICAGO, "weekly"), 60)
MEETUP = Meetup(1, 7, 11, "Attendance", "weekly", FIRST, CHICAGO, 60, NOW)
SPRING = Break(name="Spring", first=date(2026, 3, 16), last=date(2026, 3, 20), districts=("North",))


def members(count: int) -> list[Member]:
    return [Member(number, NOW + timedelta(days=number)) for number in range(1, count + 1)]


@given(st.integers(1, 8), st.integers(1, 40))
def test_hosting_goes_round_so_that_nobody_hosts_twice_more_often_than_another(count: int, meetings: int) -> None:
    known, hosted = {each.person_id: each for each in members(count)}, Counter[int]()
    for number in range(meetings):
        host = next_host(known.values())
        assert host is not None
        hosted[host] += 1
        known[host] = replace(known[host], turn_at=NOW + timedelta(weeks=number))
    assert max(hosted.values()) - min(hosted[person] for person in known) <= 1


def test_a_turn_goes_to_whoever_has_not_had_one_and_nobody_left_is_nobody() -> None:
    one, two = members(2)
    assert next_host([two, one]) == 1
    assert next_host([replace(one, turn_at=NOW), two]) == 2
    assert next_host([one, two], but={1}) == 2
    assert next_host([one, two], but={1, 2}) is None


@pytest.mark.parametrize(
    ("districts", "rests"),
    [
        ([], False),
        (["South"], False),
        (["North"], True),
        (["North", "South"], True),  # half of them
        (["North", "South", "South"], False),
        (["North", None], True),
    ],
)
def test_nobody_meets_when_half_of_those_who_come_have_a_break(districts: list[str | None], rests: bool) -> None:
    school = SchoolCalendar(Calendar(breaks=(SPRING,)), CHICAGO, frozenset({"North", "South"}))
    assert is_resting(date(2026, 3, 17), school, districts) is rests
    assert not is_resting(date(2026, 3, 24), school, districts)


@given(st.integers(-400, 400).map(lambda hours: timedelta(hours=hours / 2)))
def test_of_what_is_late_the_last_is_told_once_and_nothing_after_the_beginning(late: timedelta) -> None:
    starts_at = NOW + timedelta(days=3)
    now = starts_at + late
    due: list[DueKind] = [kind for kind, at in dues_of(starts_at).items() if at <= now]
    told = worth_telling(due, starts_at=starts_at, now=now)
    if late >= timedelta(0):
        assert told is None
    elif due:
        assert told == due[-1]
        assert BEFORE[due[-1]] >= -late
    else:
        assert told is None


def test_what_is_wrong_with_a_plan_is_said_in_a_sentence() -> None:
    at = NOW + timedelta(days=8)
    assert check_plan(replace(PLAN, title="  Late \n buses "), starts_at=at, now=NOW).title == "Late buses"
    with pytest.raises(NoTitle):
        check_plan(replace(PLAN, title=" "), starts_at=at, now=NOW)
    with pytest.raises(WrongLength, match="15 and 180"):
        check_plan(replace(PLAN, minutes=5), starts_at=at, now=NOW)
    with pytest.raises(TooFarAhead):
        check_plan(PLAN, starts_at=NOW + timedelta(days=367), now=NOW)


def test_its_starter_its_host_and_stewards_decide_and_everybody_who_comes_once_the_starter_has_left() -> None:
    def may(person: int, those: Collection[int] = (11, 12, 13), *, steward: bool = False) -> bool:
        return may_change(MEETUP, person, host_id=12, members=those, steward=steward)

    assert may(11)
    assert may(12)
    assert may(99, steward=True)
    assert not may(13)
    assert may(13, {12, 13})
    assert not may(99, {12, 13})
