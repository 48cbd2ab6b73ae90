from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.people.graph import SupervisionGraph
from bot.people.model import Person, Site, State
from bot.people.rules import (
    audiences,
    is_newcomer,
    is_practitioner,
    is_seasoned,
    is_supervisor,
    leads_a_site,
    years_between,
)
from config.community import default_community

COMMUNITY = default_community()
NOBODY = SupervisionGraph()
TODAY = date(2026, 3, 2)


def person(
    position: str, *, state: State = "active", started_on: date | None = None, email: str | None = "a@x"
) -> Person:
    return Person(1, "Ana Ruiz", email, position, started_on=started_on, state=state)


def site(opened_on: date | None) -> Site:
    return Site(1, "Oak", "North", "Bay", "elementary", opened_on, "UTC")


@pytest.mark.parametrize("position", ["coordinator", "teacher", "school staff", "partner staff"])
def test_whoever_holds_a_practitioners_position_and_supervises_nobody_is_a_practitioner(position: str) -> None:
    assert is_practitioner(person(position), NOBODY, COMMUNITY)
    assert audiences(person(position), NOBODY, COMMUNITY) == {"practitioners"}


@pytest.mark.parametrize("chain", [[(1, 2)], [(1, 2), (2, 3)]])
def test_a_coordinator_who_supervises_somebody_is_a_lead_and_no_practitioner(chain: list[tuple[int, int]]) -> None:
    graph = SupervisionGraph(chain)
    assert not is_practitioner(person("coordinator"), graph, COMMUNITY)
    assert audiences(person("coordinator"), graph, COMMUNITY) == {"leads"}


def test_a_principal_is_a_lead_and_belongs_to_the_principals_even_before_anyone_works_at_the_site() -> None:
    assert is_supervisor(person("principal"), NOBODY, COMMUNITY)
    assert audiences(person("principal"), NOBODY, COMMUNITY) == {"leads", "principals"}


@pytest.mark.parametrize("position", ["researcher", "TA provider", "policymaker liaison", "programme manager"])
def test_a_position_that_is_on_no_list_of_an_audience_admits_nowhere(position: str) -> None:
    assert audiences(person(position), NOBODY, COMMUNITY) == frozenset()


@pytest.mark.parametrize("position", ["", "Coordinator ", "superintendent"])
def test_a_position_that_the_network_does_not_know_admits_nowhere_even_with_people_below(position: str) -> None:
    assert audiences(person(position), SupervisionGraph([(1, 2)]), COMMUNITY) == frozenset()


def test_a_row_without_an_address_admits_nowhere() -> None:
    assert audiences(person("teacher", email=None), NOBODY, COMMUNITY) == frozenset()


@pytest.mark.parametrize("state", ["retired", "outside", "suspended"])
def test_whoever_is_not_active_belongs_to_no_audience(state: State) -> None:
    assert audiences(person("teacher", state=state), NOBODY, COMMUNITY) == frozenset()
    assert audiences(person("principal", state=state), NOBODY, COMMUNITY) == frozenset()


@given(st.frozensets(st.tuples(st.integers(1, 6), st.integers(1, 6)), max_size=12))
@settings(max_examples=60)
def test_nobody_in_the_practitioners_audience_is_above_another_of_them(named: frozenset[tuple[int, int]]) -> None:
    graph = SupervisionGraph(named)
    staff = [Person(each, f"P{each}", f"{each}@x.org", "teacher") for each in range(1, 7)]
    admitted = [each.id for each in staff if "practitioners" in audiences(each, graph, COMMUNITY)]
    assert not any(graph.are_related(one, other) for one in admitted for other in admitted if one != other)


def test_a_newcomer_is_one_until_the_first_anniversary() -> None:
    assert is_newcomer(person("teacher", started_on=date(2025, 3, 3)), TODAY)
    assert not is_newcomer(person("teacher", started_on=date(2025, 3, 2)), TODAY)


def test_seasoned_begins_after_the_third_anniversary() -> None:
    assert not is_seasoned(person("teacher", started_on=date(2023, 3, 2)), TODAY)
    assert is_seasoned(person("teacher", started_on=date(2023, 3, 1)), TODAY)


def test_without_a_start_date_nobody_is_called_new_or_seasoned() -> None:
    assert not is_newcomer(person("teacher"), TODAY)
    assert not is_seasoned(person("teacher"), TODAY)


def test_somebody_who_started_on_29_february_has_an_anniversary_every_year() -> None:
    assert years_between(date(2024, 2, 29), date(2025, 3, 1)) == 1
    assert years_between(date(2024, 2, 29), date(2025, 2, 28)) < 1


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 20_000), st.integers(1, 400))
@settings(max_examples=60)
def test_a_later_day_is_never_fewer_years_away(start: date, days: int, more: int) -> None:
    sooner = start + timedelta(days=days)
    assert 0 <= years_between(start, sooner) < years_between(start, sooner + timedelta(days=more))


def test_a_sites_leader_reads_as_principals_do_unless_a_principal_is_above_them() -> None:
    leader, head = replace(person("teacher"), is_site_leader=True), replace(person("principal"), id=2)
    alone = SupervisionGraph((), (leader, head), COMMUNITY.positions.principals)
    assert leads_a_site(leader, alone)
    assert not leads_a_site(person("teacher"), alone)
    below = SupervisionGraph([(2, 1)], (leader, head), COMMUNITY.positions.principals)
    assert not leads_a_site(leader, below)
    assert "principals" in audiences(leader, alone, COMMUNITY)
    assert "principals" not in audiences(leader, below, COMMUNITY)


def test_years_are_counted_by_the_calendar_and_the_last_by_its_share() -> None:
    assert years_between(date(2024, 3, 2), date(2026, 3, 2)) == 2
    assert years_between(date(2024, 3, 3), date(2026, 3, 2)) == 1 + 364 / 365
    assert years_between(date(2024, 3, 1), date(2026, 3, 2)) == 2 + 1 / 365
    assert years_between(date(2024, 3, 1), date(2024, 2, 29)) == -1 + 365 / 366
    assert years_between(TODAY, TODAY) == 0
