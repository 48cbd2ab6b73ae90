"""What a webinar needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import Gone
from cogs.webinars.model import Plan, Webinar
from cogs.webinars.rules import (
    AHEAD,
    MOST_PLACES,
    NoTitle,
    TitleTooLong,
    TooFarAhead,
    WrongCapacity,
    WrongLength,
    check_ahead,
    check_frame,
    check_plan,
    is_open,
    may_come,
)

START = datetime(2026, 3, 24, 19, 30, tzinfo=UTC)
PLAN = Plan(7, "Late buses", "practitioners", START, 60)
WEBINAR = Webinar(1, 7, "Late buses", "practitioners", START, 60)


def test_a_good_plan_passes_with_its_title_tidied() -> None:
    assert check_plan(replace(PLAN, title="  Late \n buses ")).title == "Late buses"


def test_a_title_is_needed_and_fits_into_the_calendar() -> None:
    with pytest.raises(NoTitle):
        check_plan(replace(PLAN, title=" "))
    assert len(check_plan(replace(PLAN, title="t" * 100)).title) == 100
    with pytest.raises(TitleTooLong, match="101"):
        check_plan(replace(PLAN, title="t" * 101))


@pytest.mark.parametrize("minutes", [-5, 0, 14, 241, 10_000])
def test_a_webinar_that_is_too_short_or_too_long_is_refused_with_the_limits(minutes: int) -> None:
    with pytest.raises(WrongLength, match="15 and 240"):
        check_plan(replace(PLAN, minutes=minutes))


def test_an_audience_nobody_knows_is_refused() -> None:
    with pytest.raises(Gone):
        check_plan(replace(PLAN, audience="everyone"))


def test_one_can_say_so_until_the_webinar_is_over() -> None:
    assert is_open(WEBINAR, START + timedelta(minutes=59))
    assert not is_open(WEBINAR, START + timedelta(minutes=60))


def test_only_its_audience_may_come() -> None:
    assert may_come(WEBINAR, {"practitioners"})
    assert not may_come(WEBINAR, {"leads", "principals"})
    assert not may_come(WEBINAR, set())


def test_a_webinar_lies_at_most_a_year_ahead() -> None:
    assert check_ahead("then", START + AHEAD, START) == START + AHEAD
    with pytest.raises(TooFarAhead) as refused:
        check_ahead("w" * 50, START + AHEAD + timedelta(seconds=1), START)
    assert refused.value == TooFarAhead("w" * 40)
    assert timedelta(days=366) == AHEAD


@pytest.mark.parametrize(("capacity", "fits"), [(None, True), (1, True), (MOST_PLACES, True), (0, False)])
def test_a_webinar_has_a_place_at_least_or_does_not_count_them(capacity: int | None, fits: bool) -> None:
    for minutes in (15, 240):
        if fits:
            check_frame("practitioners", minutes, capacity)
            continue
        with pytest.raises(WrongCapacity):
            check_frame("practitioners", minutes, capacity)
    with pytest.raises(WrongCapacity):
        check_frame("practitioners", 60, MOST_PLACES + 1)
