from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.matching.model import Reason
from bot.matching.rounds import match
from cogs.mentoring.pool import pool_of
from cogs.mentoring.rules import obstacle_to_publishing
from config.community import default_community
from tests.cogs.mentoring.people import NOW, pair, person, situation, wish

COMMUNITY = default_community()


def test_whoever_has_a_live_pair_does_not_wait_and_a_mentor_counts_free_places() -> None:
    now_is = situation(
        [person(n) for n in (1, 2, 3, 8)],
        [wish(1, "mentee"), wish(2, "mentee"), wish(3, "mentee"), wish(8, "mentor", capacity=3)],
        [pair(51, 1, 8), pair(52, 2, 8, "open")],
    )
    pool = pool_of(now_is, COMMUNITY, NOW)
    assert [mentee.person_id for mentee in pool.mentees] == [3]
    assert [mentor.capacity for mentor in pool.mentors] == [1]


def test_a_capacity_lowered_under_what_is_taken_leaves_no_place() -> None:
    now_is = situation(
        [person(1), person(2), person(8)], [wish(8, "mentor", capacity=1)], [pair(51, 1, 8, "open"), pair(52, 2, 8)]
    )
    assert [mentor.capacity for mentor in pool_of(now_is, COMMUNITY, NOW).mentors] == [0]


def test_whoever_has_retired_or_is_not_linked_is_in_no_round() -> None:
    now_is = situation([person(1, state="retired"), person(8, account_id=None)], [wish(1, "mentee"), wish(8, "mentor")])
    pool = pool_of(now_is, COMMUNITY, NOW)
    assert not pool.mentees
    assert not pool.mentors


def test_a_chain_of_supervision_keeps_two_apart_in_either_direction_and_through_others() -> None:
    now_is = situation(
        [person(1), person(8), person(9)],
        [wish(1, "mentee"), wish(8, "mentor"), wish(9, "mentor")],
        supervisions=[(8, 77), (77, 1), (1, 9)],
    )
    pool = pool_of(now_is, COMMUNITY, NOW)
    assert pool.apart == {(1, 8), (1, 9), (8, 9)}
    assert not match(pool).matches


def test_the_same_two_are_not_proposed_again_unless_the_proposal_was_withdrawn() -> None:
    people, wishes = [person(1), person(8)], [wish(1, "mentee"), wish(8, "mentor")]
    declined = situation(people, wishes, [pair(51, 1, 8, "declined")])
    withdrawn = situation(people, wishes, [pair(51, 1, 8, "withdrawn")])
    assert not match(pool_of(declined, COMMUNITY, NOW)).matches
    assert len(match(pool_of(withdrawn, COMMUNITY, NOW)).matches) == 1


def test_days_in_role_and_days_waiting_come_from_the_roster_and_the_wish() -> None:
    now_is = situation(
        [person(1, started_on=date(2026, 2, 20)), person(2, started_on=None)],
        [wish(1, "mentee", waiting_since=NOW - timedelta(days=12, hours=3)), wish(2, "mentee")],
    )
    first, second = pool_of(now_is, COMMUNITY, NOW).mentees
    assert (first.days_in_role, first.days_waiting) == (10, 12)
    assert second.days_in_role is None


@pytest.mark.parametrize("written", ["spanish", "español", "es"])
def test_a_language_written_in_two_ways_is_one_language(written: str) -> None:
    now_is = situation(
        [person(1), person(8)],
        [wish(1, "mentee", languages=(written,)), wish(8, "mentor", languages=("Spanish",))],
    )
    [found] = match(pool_of(now_is, COMMUNITY, NOW)).matches
    assert Reason("languages", ("Spanish",)) in found.reasons
    assert obstacle_to_publishing(found, now_is) is None
