"""Local time, as typed and as meant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendar.rules import (
    TimeComesTwice,
    TimeDoesNotExist,
    TimeIsPast,
    UnreadableTime,
    discord_time,
    parse_local,
    zone_for,
    zone_named,
    zone_typed,
)
from bot.errors import Refusal

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
NEW_YORK = ZoneInfo("America/New_York")
ZONES = ["America/New_York", "America/Los_Angeles", "America/Phoenix", "Europe/Berlin", "Australia/Lord_Howe", "UTC"]


def test_a_local_time_means_one_instant() -> None:
    assert parse_local("2026-03-24 15:30", NEW_YORK, now=NOW) == datetime(2026, 3, 24, 19, 30, tzinfo=UTC)


@pytest.mark.parametrize("written", ["2026-03-24T15:30", "  2026-03-24   15:30 "])
def test_spacing_does_not_matter(written: str) -> None:
    assert parse_local(written, NEW_YORK, now=NOW) == datetime(2026, 3, 24, 19, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "written", ["", "tomorrow", "24.3.2026 15:30", "2026-02-30 10:00", "2026-03-24", "2026-03-24 25:00"]
)
def test_what_is_no_date_and_time_is_named_back_with_an_example(written: str) -> None:
    with pytest.raises(UnreadableTime, match="2026-03-24 15:30"):
        parse_local(written, NEW_YORK, now=NOW)


def test_a_time_gone_by_is_refused_with_its_zone() -> None:
    with pytest.raises(TimeIsPast, match="America/New_York"):
        parse_local("2026-03-02 09:59", NEW_YORK, now=NOW)


def test_a_time_that_the_clocks_skip_is_refused() -> None:
    with pytest.raises(TimeDoesNotExist):
        parse_local("2026-03-08 02:30", NEW_YORK, now=NOW)


def test_a_time_that_comes_twice_is_refused() -> None:
    with pytest.raises(TimeComesTwice):
        parse_local("2026-11-01 01:30", NEW_YORK, now=NOW)


FIRST, LAST = datetime(2026, 4, 1), datetime(2029, 12, 31)  # noqa: DTZ001 -- what a clock on a wall shows
CHANGE = datetime(2026, 11, 1, 1, 30)  # noqa: DTZ001 -- the same


@given(st.datetimes(FIRST, LAST), st.sampled_from(ZONES))
@settings(max_examples=200, deadline=None)
def test_an_accepted_time_reads_the_same_in_its_zone(local: datetime, name: str) -> None:
    written = local.strftime("%Y-%m-%d %H:%M")
    zone = ZoneInfo(name)
    try:
        instant = parse_local(written, zone, now=NOW)
    except (TimeDoesNotExist, TimeComesTwice):
        return
    assert instant.astimezone(zone).strftime("%Y-%m-%d %H:%M") == written
    assert instant.tzinfo is UTC


@given(st.integers(-200, 200), st.sampled_from(ZONES))
@settings(max_examples=200, deadline=None)
def test_around_a_change_of_clocks_every_minute_is_read_or_refused_for_it(minutes: int, name: str) -> None:
    written = (CHANGE + timedelta(minutes=minutes)).strftime("%Y-%m-%d %H:%M")
    zone = ZoneInfo(name)
    near = datetime.strptime(written, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
    around = [near + timedelta(minutes=15 * quarter) for quarter in range(-60, 60)]
    meant = [instant for instant in around if instant.astimezone(zone).strftime("%Y-%m-%d %H:%M") == written]
    try:
        assert [parse_local(written, zone, now=NOW)] == meant
    except TimeComesTwice:
        assert len(meant) == 2


@given(st.text(max_size=40))
@settings(max_examples=100, deadline=None)
def test_whatever_is_typed_gets_an_instant_or_a_sentence(written: str) -> None:
    try:
        outcome = str(parse_local(written, NEW_YORK, now=NOW))
    except Refusal as refusal:
        outcome = str(refusal)
    assert outcome


def test_a_person_without_a_site_gets_the_zone_of_most_sites() -> None:
    assert zone_for("America/Denver", ["UTC"]).key == "America/Denver"
    assert zone_for(None, ["America/Chicago", "UTC", "America/Chicago", "nonsense", None]).key == "America/Chicago"
    assert zone_for("nonsense", []).key == "UTC"


@pytest.mark.parametrize("name", ["nonsense", "", None, "../etc/passwd", "/etc/localtime"])
def test_a_zone_that_does_not_exist_is_none(name: str | None) -> None:
    assert zone_named(name) is None


def test_a_zone_is_known_however_it_is_written() -> None:
    assert zone_typed(" america/new york ") == "America/New_York"
    assert [zone_typed(wrong) for wrong in ("", "Gotham", "../etc/passwd")] == [None] * 3


def test_a_time_is_shown_in_each_readers_own_zone() -> None:
    assert discord_time(datetime(2026, 3, 24, 19, 30, tzinfo=UTC)) == "<t:1774380600:F>"
