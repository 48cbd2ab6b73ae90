from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from archive.digest.months import NotAMonth, checked_month, month_before, month_name
from archive.digest.states import AlreadySent, NotApproved, NotDue, NotShown, State, check_may_send
from bot.errors import Refusal
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


def test_when_it_goes_out_is_told_in_discords_and_in_the_hosts_way() -> None:
    refusal = NotDue("2026-10", NOW)
    assert f"<t:{int(NOW.timestamp())}:f>" in refusal.text(texts_for("en"))
    assert "after 2026-11-05 09:00 UTC" in str(refusal)


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
