from __future__ import annotations

from datetime import date, timedelta

from bot.matching.model import Weights
from bot.matching.rounds import match
from bot.matching.sites import SiteAges, SiteFacts, partners_for, site_pool

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


def test_the_sites_that_fit_a_new_one_come_the_best_first_and_no_more_than_asked_for() -> None:
    new = SiteFacts(1, date(2025, 8, 1), "high", topics=frozenset("ab"))
    old = date(2018, 8, 1)
    best, good, poor = (
        SiteFacts(4, old, "high", topics=frozenset("ab")),
        SiteFacts(3, old, "high", topics=frozenset("a")),
        SiteFacts(2, old, "low"),
    )
    for most, found in ((0, []), (1, [4]), (2, [4, 3]), (3, [4, 3, 2]), (9, [4, 3, 2])):
        ages, known = SiteAges(), (poor, best, good)
        assert partners_for(new, known, today=TODAY, ages=ages, weights=Weights(), most=most) == found
    assert partners_for(best, (good,), today=TODAY, ages=SiteAges(), weights=Weights(), most=2) == []


def test_a_site_is_new_for_two_years_and_experienced_after_four_and_takes_two() -> None:
    def sides(*sites: SiteFacts) -> tuple[list[int], list[int]]:
        pool = site_pool(sites, today=TODAY, ages=SiteAges(), weights=Weights())
        return [each.person_id for each in pool.mentees], [each.capacity for each in pool.mentors]

    assert sides(SiteFacts(1, TODAY)) == ([1], [])
    assert sides(SiteFacts(1, TODAY - timedelta(days=730))) == ([1], [])
    assert sides(SiteFacts(1, TODAY - timedelta(days=731))) == ([], [])
    assert sides(SiteFacts(1, TODAY - timedelta(days=1461))) == ([], [])
    assert sides(SiteFacts(1, TODAY - timedelta(days=1462))) == ([], [2])
    assert sides(SiteFacts(1, date(2018, 8, 1), holds=1)) == ([], [1])
    assert sides(SiteFacts(1, date(2018, 8, 1), holds=3)) == ([], [0])


def test_a_site_waits_since_its_day_and_never_less_than_none() -> None:
    def waited(since: date | None) -> int:
        site = SiteFacts(1, TODAY, waiting_since=since)
        return site_pool([site], today=TODAY, ages=SiteAges(), weights=Weights()).mentees[0].days_waiting

    assert waited(TODAY - timedelta(days=3)) == 3
    assert waited(None) == waited(TODAY + timedelta(days=3)) == 0
