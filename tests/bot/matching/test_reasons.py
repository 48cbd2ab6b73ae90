from __future__ import annotations

from bot.matching.model import Reason
from bot.matching.reasons import reasons_for
from tests.bot.matching.pools import wish


def test_reasons_name_what_both_share_and_what_one_has_ahead() -> None:
    mentee = wish(1, "ab", "es", site_id=1, days_in_role=100)
    mentor = wish(2, "bc", "s", site_id=2, days_in_role=6 * 365 + 10)
    assert reasons_for(mentee, mentor) == (
        Reason("topics", ("b",)),
        Reason("experience", ("6",)),
        Reason("languages", ("s",)),
        Reason("other_site"),
    )


def test_reasons_stay_silent_about_what_is_not_known() -> None:
    assert reasons_for(wish(1, "a", "e"), wish(2, "b", "e", site_id=2)) == (Reason("languages", ("e",)),)


def test_a_reason_survives_its_row() -> None:
    reason = Reason("topics", ("data", "family"))
    assert Reason.from_json(reason.to_json()) == reason
