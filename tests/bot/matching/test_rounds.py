from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.fit import FORBIDDEN, table_of
from bot.matching.model import Left, Outcome, Pool, apart_key
from bot.matching.rounds import match
from bot.matching.rules import bar_between
from tests.bot.matching.pools import best_by_trying_everything, pools, value_of, wish


@given(pools())
@settings(max_examples=400, deadline=None)
def test_a_round_is_as_good_as_trying_everything(pool: Pool) -> None:
    outcome = match(pool)
    found = value_of(pool, _indices(pool, outcome))
    assert found == best_by_trying_everything(pool)
    assert outcome.score == found[2]


@given(pools())
@settings(max_examples=100, deadline=None)
def test_no_pair_breaks_a_hard_rule_and_nobody_takes_more_than_they_offered(pool: Pool) -> None:
    outcome = match(pool)
    for row, column in _indices(pool, outcome):
        assert bar_between(pool.mentees[row], pool.mentors[column], pool.apart) is None
    taken = Counter(found.mentor_id for found in outcome.matches)
    assert all(taken[mentor.person_id] <= mentor.capacity for mentor in pool.mentors)
    mentees = [found.mentee_id for found in outcome.matches] + [left.mentee_id for left in outcome.left]
    assert sorted(mentees) == sorted(mentee.person_id for mentee in pool.mentees)


@given(pools())
@settings(max_examples=100, deadline=None)
def test_the_whole_table_of_allowed_pairs_agrees_with_the_rule_between_two(pool: Pool) -> None:
    allowed = table_of(pool) > FORBIDDEN
    for row, mentee in enumerate(pool.mentees):
        for column, mentor in enumerate(pool.mentors):
            assert allowed[row, column] == (bar_between(mentee, mentor, pool.apart) is None)


@given(pools(), st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_the_order_in_which_people_are_told_changes_nothing(pool: Pool, dice: random.Random) -> None:
    mentees, mentors = list(pool.mentees), list(pool.mentors)
    dice.shuffle(mentees)
    dice.shuffle(mentors)
    assert match(replace(pool, mentees=tuple(mentees), mentors=tuple(mentors))) == match(pool)


def test_somebody_moves_over_so_that_one_more_is_served() -> None:
    # The perfect fit for 1 is the only mentor who speaks the language of 2.
    pool = Pool(
        mentees=(wish(1, "a", "es"), wish(2, "a", "s")),
        mentors=(wish(8, "a", "es", days_in_role=3000), wish(9, "b", "e")),
    )
    assert _pairs(match(pool)) == {(1, 9), (2, 8)}


def test_the_longest_waiting_go_before_the_better_fit() -> None:
    pool = Pool(mentees=(wish(1, "a", days_waiting=2), wish(2, "b", days_waiting=3)), mentors=(wish(9, "a"),))
    assert _pairs(match(pool)) == {(2, 9)}


def test_among_equally_long_waits_the_better_fit_goes_first() -> None:
    pool = Pool(mentees=(wish(1, "b", days_waiting=3), wish(2, "a", days_waiting=3)), mentors=(wish(9, "a"),))
    assert _pairs(match(pool)) == {(2, 9)}


def test_among_those_who_are_alike_nobody_is_first_for_ever() -> None:
    rounds = [match(Pool((wish(1), wish(2)), (wish(9),)), seed) for seed in range(8)]
    assert {found.mentee_id for each in rounds for found in each.matches} == {1, 2}
    others = [match(Pool((wish(1),), (wish(8), wish(9))), seed) for seed in range(8)]
    assert {found.mentor_id for each in others for found in each.matches} == {8, 9}


def test_two_served_beat_one_who_waited_for_a_year() -> None:
    pool = Pool(
        mentees=(wish(1, languages="x", days_waiting=365), wish(2), wish(3)),
        mentors=(wish(8), wish(9)),
    )
    outcome = match(pool)
    assert {found.mentee_id for found in outcome.matches} == {2, 3}
    assert outcome.left == (Left(1, "no_language", ("x",)),)


def test_an_empty_pool_is_an_empty_round() -> None:
    assert match(Pool((), ())) == Outcome((), ())
    assert match(Pool((), (wish(9),))) == Outcome((), ())


def test_without_mentors_everybody_is_told_that_nobody_offers() -> None:
    assert match(Pool((wish(1),), ())).left == (Left(1, "no_mentor", ("e",)),)
    assert match(Pool((wish(1),), (wish(9, capacity=0),))).left == (Left(1, "no_mentor", ("e",)),)


def test_a_private_never_with_looks_like_nobody_being_free() -> None:
    pool = Pool((wish(1),), (wish(9),), apart=frozenset({apart_key(9, 1)}))
    assert match(pool).left == (Left(1, "no_free_mentor", ("e",)),)


def test_where_everybody_offers_and_asks_nobody_gets_themselves() -> None:
    everybody = tuple(wish(number, capacity=99) for number in range(1, 20))
    outcome = match(Pool(everybody, everybody))
    assert len(outcome.matches) == 19
    assert all(found.mentee_id != found.mentor_id for found in outcome.matches)


def test_five_hundred_on_each_side_are_all_served() -> None:
    dice = random.Random(7)  # noqa: S311 -- a fixed pool, no secret
    topics = "abcdefghijklm"
    mentees = tuple(wish(n, "".join(dice.sample(topics, 3)), days_waiting=dice.randrange(60)) for n in range(1, 501))
    mentors = tuple(wish(n, "".join(dice.sample(topics, 3)), days_in_role=2000) for n in range(1001, 1501))
    outcome = match(Pool(mentees, mentors))
    assert len(outcome.matches) == 500
    assert not outcome.left


def _pairs(outcome: Outcome) -> set[tuple[int, int]]:
    return {(found.mentee_id, found.mentor_id) for found in outcome.matches}


def _indices(pool: Pool, outcome: Outcome) -> list[tuple[int, int]]:
    rows = {mentee.person_id: row for row, mentee in enumerate(pool.mentees)}
    columns = {mentor.person_id: column for column, mentor in enumerate(pool.mentors)}
    return [(rows[found.mentee_id], columns[found.mentor_id]) for found in outcome.matches]
