"""Who meets whom: never across a chain, never the unwilling, once for each newcomer and school."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendar.school import SchoolCalendar
from bot.matching.circles import circle_with
from bot.matching.model import Weights, apart_key
from bot.matching.sites import partners_for
from bot.people.graph import SupervisionGraph
from cogs.forum.introducing.fitting import Search, facts_of, wish_of
from cogs.forum.introducing.model import AskedCircle, Introduction, Newcomer, Principal, Seat
from cogs.forum.introducing.rules import (
    MOST_ASKED,
    MOST_HELD,
    REST,
    circle_pool,
    is_new,
    is_over,
    is_overdue,
    leads_experienced_school,
    leads_new_school,
    may_begin,
    may_host,
    still_to_ask,
    to_ask,
)
from config.calendar import Break, Calendar
from config.community import Seniority

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
TODAY = NOW.date()
AGES = Seniority()
TOPICS = ("family", "equity")
OLD, NEW = date(2015, 8, 1), date(2026, 1, 10)

principal = st.builds(
    Principal,
    person_id=st.integers(1, 12),
    site_id=st.none() | st.integers(1, 8),
    district=st.sampled_from(["North", "South", ""]),
    level=st.sampled_from(["elementary", "high", ""]),
    opened_on=st.sampled_from([None, OLD, NEW, date(2023, 1, 1), date(2027, 1, 1)]),
    started_on=st.sampled_from([None, OLD, NEW]),
    topics=st.frozensets(st.sampled_from(TOPICS)),
    languages=st.frozensets(st.sampled_from(["en", "es"])),
    is_willing=st.booleans(),
    is_free=st.booleans(),
    asked_at=st.none() | st.integers(0, 60).map(lambda days: NOW - timedelta(days=days)),
    holds=st.integers(0, 3),
)
pools = st.lists(principal, max_size=12, unique_by=lambda one: one.person_id)
chains = st.lists(st.tuples(st.integers(1, 14), st.integers(1, 14)), max_size=20)


def one(person_id: int, **fields: object) -> Principal:
    known = Principal(person_id, person_id, "North", "elementary", OLD, OLD, frozenset({"family"}), frozenset({"en"}))
    return replace(known, **fields)  # type: ignore[arg-type]


def search(newcomer: Principal, related: frozenset[int] = frozenset(), before: frozenset[int] = frozenset()) -> Search:
    return Search(newcomer, related, before, NOW, TODAY, AGES, Weights())


def hosts_for(found: Search, principals: list[Principal], most: int) -> list[int]:
    """Who is asked first, as the sweep finds them."""
    hosts = found.hosts(principals)
    schools = [facts_of(host, host.opened_on) for host in hosts.values()]
    known = {"today": found.today, "ages": found.ages, "weights": found.weights}
    return [hosts[site].person_id for site in partners_for(found.site, schools, most=most, **known)]  # type: ignore[arg-type]


def circle_for(
    newcomers: list[Principal], others: list[Principal], apart: set[tuple[int, int]]
) -> tuple[str, tuple[int, ...]] | None:
    """The circle that is asked, as the sweep finds it."""
    new, rest = [wish_of(one) for one in newcomers], [wish_of(one) for one in others]
    found = circle_with(new, rest, TOPICS, apart=frozenset(apart))
    return (found.topic, found.person_ids) if found is not None else None


@settings(max_examples=80)
@given(pools, principal, chains, st.frozensets(st.integers(1, 12)))
def test_nobody_is_ever_asked_to_meet_a_newcomer_who_should_not_be(
    principals: list[Principal], newcomer: Principal, supervisions: list[tuple[int, int]], before: frozenset[int]
) -> None:
    graph = SupervisionGraph([pair for pair in supervisions if pair[0] != pair[1]])
    related = graph.above(newcomer.person_id) | graph.below(newcomer.person_id)
    chosen = hosts_for(search(newcomer, related, before), principals, 2)
    known = {each.person_id: each for each in principals}
    schools = [known[each].site_id for each in chosen]
    assert len(chosen) == len(set(chosen)) == len(set(schools)) <= 2
    for each in chosen:
        host = known[each]
        assert not graph.are_related(each, newcomer.person_id)
        assert each != newcomer.person_id
        assert each not in before
        assert host.is_willing
        assert host.is_free
        assert host.holds < MOST_HELD
        assert host.site_id not in {None, newcomer.site_id}
        assert host.asked_at is None or NOW - host.asked_at >= REST
        assert leads_experienced_school(host, TODAY, AGES)


@settings(max_examples=30)
@given(pools, pools, chains)
def test_a_circle_never_seats_two_of_one_chain_or_school_and_always_a_newcomer(
    newcomers: list[Principal], others: list[Principal], supervisions: list[tuple[int, int]]
) -> None:
    graph = SupervisionGraph([pair for pair in supervisions if pair[0] != pair[1]])
    apart = {apart_key(a, b) for a in range(1, 15) for b in range(1, 15) if a != b and graph.are_related(a, b)}
    found = circle_for(newcomers, others, apart)
    if found is None:
        return
    topic, people = found
    new = {each.person_id for each in newcomers}
    known = {each.person_id: each for each in [*others, *newcomers]}
    assert topic in TOPICS
    assert 4 <= len(people) <= 6
    assert new & set(people)
    assert not any(graph.are_related(a, b) for a in people for b in people if a != b)
    schools = [known[each].site_id for each in people if known[each].site_id is not None]
    assert len(schools) == len(set(schools))


def test_a_circle_of_a_newcomer_and_others_on_their_topic_leaves_out_who_is_above_somebody() -> None:
    newcomer, others = one(1, started_on=NEW), [one(number) for number in range(2, 7)]
    elsewhere = one(8, topics=frozenset({"equity"}))
    assert circle_for([newcomer], [*others, elsewhere], set()) == ("family", (1, 2, 3, 4, 5, 6))
    found = circle_for([newcomer], [*others, elsewhere], {(1, 2), (1, 3)})
    assert found == ("family", (1, 4, 5, 6))
    assert circle_for([newcomer], others, {(1, 2), (1, 3), (1, 4)}) is None


def test_the_two_schools_that_fit_best_are_asked_whoever_has_carried_least_in_each() -> None:
    newcomer = one(1, opened_on=NEW, started_on=NEW, site_id=1)
    far = one(2, level="high", topics=frozenset({"equity"}))
    alike, tired, third = one(3), one(4, site_id=3, holds=1), one(5)
    found = hosts_for(search(newcomer), [far, alike, tired, third], 2)
    assert sorted(found) == [3, 5]
    assert hosts_for(search(newcomer, before=frozenset({3, 4, 5})), [far, alike, tired, third], 2) == [2]


def test_a_new_principal_of_an_old_school_meets_experienced_ones_too() -> None:
    assert hosts_for(search(one(1, started_on=NEW)), [one(2), one(3)], 2) in ([2, 3], [3, 2])


def test_everybody_is_asked_once_and_a_new_school_once_whoever_leads_it() -> None:
    new_school = one(1, opened_on=NEW)
    second_there = one(2, opened_on=NEW, site_id=1)
    new_person, seasoned, resting = one(3, started_on=NEW), one(4), one(5, started_on=NEW, is_free=False)
    opens_later = one(6, opened_on=date(2026, 8, 1))
    readers = [new_school, second_there, new_person, seasoned, resting, opens_later]
    assert to_ask(readers, [], TODAY, AGES) == [(new_school, 1), (new_person, None)]
    assert to_ask([opens_later], [], date(2026, 8, 1), AGES) == [(opens_later, 6)], "on the day it opens"
    known = [Newcomer(7, 1, 1, "no", NOW), Newcomer(8, 3, None, "asked", NOW)]
    assert to_ask(readers, known, TODAY, AGES) == []
    assert not leads_new_school(seasoned, TODAY, AGES)


def test_two_are_asked_then_others_for_each_no_and_after_six_nobody() -> None:
    def asked(*states: str) -> list[Introduction]:
        return [Introduction(number, 1, number, state, NOW) for number, state in enumerate(states)]  # type: ignore[arg-type]

    assert still_to_ask(asked()) == 2
    assert still_to_ask(asked("asked", "yes")) == 0
    assert still_to_ask(asked("no", "yes")) == 1
    assert still_to_ask(asked(*["no"] * 5)) == 1
    assert still_to_ask(asked(*["silent"] * MOST_ASKED)) == 0
    assert is_over(asked("yes", "yes"))
    assert is_over(asked(*["no"] * MOST_ASKED))
    assert not is_over(asked("yes", "asked"))
    assert not is_over(asked("yes"))


def test_a_circle_begins_with_four_who_said_yes_and_none_above_another() -> None:
    seats = [Seat(number, 1, number, "yes") for number in range(4)] + [Seat(9, 1, 9, "no")]
    assert may_begin(seats, frozenset())
    assert may_begin(seats, {(3, 9)})
    assert not may_begin(seats, {(0, 3)})
    assert not may_begin(seats[1:], frozenset())


def test_whoever_said_no_or_nothing_to_a_circle_is_not_asked_again() -> None:
    people = [one(number) for number in range(1, 6)]
    newcomers = [Newcomer(1, 1, None, "done", NOW), Newcomer(2, 2, None, "no", NOW), Newcomer(3, 5, None, "yes", NOW)]
    circles = [AskedCircle(7, "family", "dropped", NOW), AskedCircle(8, "family", "begun", NOW)]
    seats = [Seat(1, 7, 1, "yes"), Seat(2, 7, 3, "no"), Seat(3, 8, 5, "yes")]
    new, others = circle_pool(people, newcomers, seats, circles)
    assert [each.person_id for each in new] == [1]
    assert [each.person_id for each in others] == [4]


def hosts(host: Principal, related: tuple[int, ...] = ()) -> bool:
    return may_host(host, one(1), related, (NOW, TODAY), AGES)


def test_a_seasoned_principal_of_another_school_who_wants_to_may_be_asked_to_host() -> None:
    assert hosts(one(2))
    assert not hosts(one(1, site_id=5))
    assert not hosts(one(2), (2,))
    assert not hosts(one(2, site_id=1))
    assert not hosts(one(2, site_id=None))
    assert not hosts(one(2, is_willing=False))
    assert not hosts(one(2, is_free=False))


def test_nobody_hosts_more_than_they_can_or_is_asked_again_within_their_rest() -> None:
    assert hosts(one(2, holds=MOST_HELD - 1))
    assert not hosts(one(2, holds=MOST_HELD))
    assert hosts(one(2, asked_at=NOW - REST))
    assert not hosts(one(2, asked_at=NOW - REST + timedelta(seconds=1)))


def test_whoever_is_new_or_leads_a_new_school_hosts_nobody() -> None:
    assert not hosts(one(2, started_on=NEW))
    assert not hosts(one(2, opened_on=NEW))
    assert not hosts(one(2, opened_on=None))


def test_a_principal_is_new_for_the_first_year_and_not_before_it() -> None:
    assert is_new(one(1, started_on=TODAY), TODAY, AGES)
    assert not is_new(one(1, started_on=TODAY + timedelta(days=1)), TODAY, AGES)
    assert not is_new(one(1, started_on=TODAY.replace(year=TODAY.year - 1)), TODAY, AGES)
    assert not is_new(one(1, started_on=None), TODAY, AGES)


def test_an_answer_is_overdue_after_a_week_of_which_days_off_do_not_count() -> None:
    zone = ZoneInfo("America/Chicago")
    plain, week = SchoolCalendar(Calendar(), zone), timedelta(days=7)
    assert is_overdue(NOW, NOW + week, plain, None)
    assert not is_overdue(NOW, NOW + week - timedelta(seconds=1), plain, None)
    off = Break(name="Rest", first=TODAY, last=TODAY + timedelta(days=3), districts=())
    assert not is_overdue(NOW, NOW + week, SchoolCalendar(Calendar(breaks=(off,)), zone), None)
