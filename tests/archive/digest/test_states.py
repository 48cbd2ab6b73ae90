from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from archive.digest.months import NotAMonth, checked_month, month_before, month_due, month_name
from archive.digest.states import AlreadySent, NotApproved, NotDue, NotShown, State, check_may_send
from bot.calendar.school import SchoolCalendar
from bot.errors import Refusal
from config.calendar import Break, Calendar
from config.texts import texts_for

NOW = datetime(2026, 11, 5, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "due_at", "refusal"),
    [
        ("built", None, NotApproved),
        ("approved", None, NotShown),
        ("shown", None, NotShown),
        ("shown", NOW + timedelta(seconds=1), NotDue),
        ("sent", NOW, AlreadySent),
    ],
)
def test_only_what_was_shown_long_enough_may_be_sent(
    state: State, due_at: datetime | None, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        check_may_send(state, "2026-10", due_at, NOW)


def test_what_is_due_may_be_sent() -> None:
    check_may_send("shown", "2026-10", NOW, NOW)


def test_a_month_is_called_by_its_name() -> None:
    assert "digest for October 2026 was sent" in AlreadySent("2026-10").text(texts_for("en"))


def test_when_it_goes_out_is_told_in_discords_and_in_the_hosts_way() -> None:
    refusal = NotDue("2026-10", NOW)
    assert f"<t:{int(NOW.timestamp())}:f>" in refusal.text(texts_for("en"))
    assert "on 2026-11-05 09:00 UTC" in str(refusal)


@pytest.mark.parametrize(
    "text", ["2026-13", "26-10", "October", "2026-1", "2026-10-01", "", "\uff12\uff10\uff12\uff16-10"]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(NotAMonth):
        checked_month(text)


def test_months_have_names_and_one_before() -> None:
    assert month_name(checked_month(" 2026-10 "), "en") == "October 2026"
    assert month_name("2026-10", "es") == "octubre de 2026"
    assert month_before(datetime(2026, 1, 1, tzinfo=UTC).date()) == "2025-12"


SUMMER = Break(name="Summer", first=date(2026, 6, 15), last=date(2026, 8, 14))
SCHOOL = SchoolCalendar(Calendar(breaks=(SUMMER,)), ZoneInfo("America/Chicago"))


@pytest.mark.parametrize(
    ("now", "month"),
    [
        ("2026-05-31T23:00", "2026-04"),
        ("2026-06-01T00:00", "2026-05"),  # a Monday
        ("2026-07-01T12:00", None),  # no school in all of July
        ("2026-08-14T23:59", None),
        ("2026-08-17T00:00", "2026-07"),  # a Monday, after the break and a weekend
        ("2026-10-31T12:00", "2026-09"),
        ("2026-11-01T12:00", None),  # a Sunday
        ("2026-11-02T00:00", "2026-10"),
    ],
)
def test_a_months_edition_is_due_from_the_first_school_day_of_the_next(now: str, month: str | None) -> None:
    assert month_due(SCHOOL, datetime.fromisoformat(now).replace(tzinfo=SCHOOL.zone).astimezone(UTC)) == month


@pytest.mark.parametrize(
    ("zone", "hour"), [("Asia/Manila", "2026-10-01T00:00"), ("America/Chicago", "2026-10-01T05:00")]
)
def test_no_edition_is_due_before_its_month_is_over_there_and_in_utc(zone: str, hour: str) -> None:
    school, over = SchoolCalendar(Calendar(), ZoneInfo(zone)), datetime.fromisoformat(hour).replace(tzinfo=UTC)
    assert month_due(school, over - timedelta(seconds=1)) == "2026-08"
    assert month_due(school, over) == "2026-09"
