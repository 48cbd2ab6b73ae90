from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings

from bot.people.model import State
from bot.people.rules import Audience
from bot.visibility.admission.access import Roster, admitted_to, roles_due
from bot.visibility.admission.conditions import (
    AboveAMember,
    NotActive,
    NotAdmitted,
    OtherPosition,
    RowIncomplete,
    SupervisesNobody,
    SupervisesSomebody,
    admits,
)
from bot.visibility.admission.spaces import AUDIENCES
from config.texts import texts_for
from tests.bot.visibility.admission.rosters import COMMUNITY, person, roster, rosters

SEVERAL = settings(max_examples=300, deadline=None)


def why_not(known: Roster, person_id: int, audience: Audience) -> NotAdmitted | None:
    someone = next(each for each in known.people if each.id == person_id)
    peers = frozenset(each.id for each in known.people if known.belongs(each.id, audience))
    return admits(someone, audience, known.graph, COMMUNITY, peers=peers)


@SEVERAL
@given(rosters())
def test_nobody_is_ever_admitted_together_with_their_supervisor(known: Roster) -> None:
    for audience in AUDIENCES:
        inside = [each.id for each in known.people if audience in admitted_to(each, known)]
        assert not any(known.graph.are_related(one, other) for one, other in combinations(inside, 2))


@SEVERAL
@given(rosters())
def test_no_supervisor_is_ever_admitted_among_practitioners(known: Roster) -> None:
    inside = [each for each in known.people if "practitioners" in admitted_to(each, known)]
    assert not any(known.graph.below(each.id) for each in inside)
    assert not any(each.position in COMMUNITY.positions.supervisory for each in inside)


@SEVERAL
@given(rosters())
def test_whoever_is_not_active_never_has_a_role(known: Roster) -> None:
    assert not any(roles_due(each, known) for each in known.people if each.state != "active")


@SEVERAL
@given(rosters())
def test_being_kept_out_always_has_a_reason_in_words(known: Roster) -> None:
    t = texts_for("en")
    for each in known.people:
        for audience in AUDIENCES:
            reason = why_not(known, each.id, audience)
            assert (reason is None) == (audience in admitted_to(each, known))
            assert reason is None or "{" not in reason.text(t)


def test_a_coordinator_who_supervises_nobody_is_a_practitioner() -> None:
    assert why_not(roster(person(1)), 1, "practitioners") is None


def test_a_coordinator_with_somebody_below_is_told_that_rooms_are_free_of_supervisors() -> None:
    known = roster(person(1), person(2), person(3), supervisions=[(1, 2), (2, 3)])
    assert why_not(known, 1, "practitioners") == SupervisesSomebody(people=2)


def test_a_lead_is_admitted_until_somebody_they_supervise_is_a_lead_too() -> None:
    known = roster(person(1), person(2), person(3), supervisions=[(1, 2), (2, 3)])
    assert why_not(known, 2, "leads") is None
    assert why_not(known, 1, "leads") == AboveAMember(people=1)


def test_a_supervisor_is_kept_out_of_the_leads_even_by_a_principal_without_staff() -> None:
    known = roster(person(1, "district leader"), person(2, "principal"), supervisions=[(1, 2)])
    assert why_not(known, 1, "leads") == AboveAMember(people=1)
    assert why_not(known, 2, "leads") is None


def test_a_principal_who_supervises_another_principal_is_kept_out_of_the_principals_spaces() -> None:
    known = roster(person(1, "principal"), person(2, "principal"), supervisions=[(1, 2)])
    assert why_not(known, 1, "principals") == AboveAMember(people=1)
    assert why_not(known, 2, "principals") is None


@pytest.mark.parametrize("state", ["retired", "suspended", "outside"])
def test_whoever_is_not_active_is_told_so(state: State) -> None:
    assert why_not(roster(person(1, state=state)), 1, "practitioners") == NotActive(state)


def test_a_position_that_nobody_knows_admits_nowhere() -> None:
    known = roster(person(1, "astronaut"))
    assert all(why_not(known, 1, audience) == RowIncomplete() for audience in AUDIENCES)


def test_a_teacher_is_no_principal_and_no_lead() -> None:
    known = roster(person(1, "teacher"))
    assert why_not(known, 1, "principals") == OtherPosition("teacher")
    assert why_not(known, 1, "leads") == SupervisesNobody()
