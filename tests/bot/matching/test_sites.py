from __future__ import annotations

from datetime import date

from bot.matching.model import Weights
from bot.matching.rounds import match
from bot.matching.sites import SiteAges, SiteFacts, site_pool

TODAY = date(2026, 3, 2)


def _pairs(*sites: SiteFacts, past: tuple[tuple[int, int], ...] = ()) -> set[tuple[int, int]]:
    pool = site_pool(sites, today=TODAY, ages=SiteAges(capacity=1), weights=Weights(), past_partners=past)
    return {(found.mentee_id, found.mentor_id) for found in match(pool).matches}


def test_a_new_site_is_paired_with_an_experienced_one_of_its_level() -> None:
    new = SiteFacts(1, date(2025, 8, 1), "high")
    assert _pairs(new, SiteFacts(2, date(2018, 8, 1), "middle"), SiteFacts(3, date(2018, 8, 1), "high")) == {(1, 3)}


def test_sites_between_new_and_experienced_and_of_unknown_age_take_no_part() -> None:
    new = SiteFacts(1, date(2025, 8, 1))
    assert _pairs(new, SiteFacts(2, date(2023, 8, 1)), SiteFacts(3, None), SiteFacts(4, date(2026, 8, 1))) == set()


def test_what_the_people_of_a_site_ask_for_decides_and_past_partners_do_not_meet_again() -> None:
    new = SiteFacts(1, date(2025, 8, 1), topics=frozenset("a"))
    offers = SiteFacts(2, date(2018, 8, 1), topics=frozenset("a"))
    assert _pairs(new, offers, SiteFacts(3, date(2018, 8, 1))) == {(1, 2)}
    assert _pairs(new, offers, SiteFacts(3, date(2018, 8, 1)), past=((2, 1),)) == {(1, 3)}
