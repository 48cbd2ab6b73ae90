from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from cogs.mentoring.following.model import Question
from cogs.mentoring.health import rules
from cogs.mentoring.health.model import Group, Year
from cogs.mentoring.health.render import health_card
from cogs.mentoring.keeping.rules import Said
from cogs.mentoring.model import Pair
from cogs.mentoring.rules import Situation
from config.texts import texts_for
from tests.cogs.mentoring.people import NOW, pair, person, situation, wish


def many(pairs_open: int = 5) -> tuple[Situation, list[Pair]]:
    """Twelve who ask, the first few of them paired, with mentors 101 and on; two positions of different size."""
    mentees = [person(n, position="coordinator" if n < 10 else "teacher") for n in range(1, 13)]
    mentors = [person(100 + n) for n in range(1, 7)]
    wishes = [wish(n, "mentee", waiting_since=NOW - timedelta(days=7 * n)) for n in range(1, 13)]
    wishes += [wish(each.id, "mentor", capacity=2) for each in mentors]
    opened = [pair(50 + n, n, 100 + n, "open") for n in range(1, pairs_open + 1)]
    return situation([*mentees, *mentors], wishes, opened), opened


def said(number: int, of: Pair, met: str, step: str = "first", day: int = 14) -> Question:
    due = NOW + timedelta(days=day)
    return Question(number, of.id, of.mentee_id, of.mentor_id, step, due, due, met=met)  # type: ignore[arg-type]


def test_waiting_is_counted_by_weeks_and_who_waits_too_long_is_named_by_number() -> None:
    now_is, _ = many()
    health = rules.health_of(now_is, (), NOW, 60)
    assert (health.waiting, health.paired, health.longest_days, health.median_days) == (7, 5, 84, 63)
    assert (health.too_long, health.free_places) == (4, 7)
    assert health.waits == (0, 0, 0, 2, 5)


def test_the_bands_begin_where_their_names_say() -> None:
    assert rules.banded([0, 6, 7, 13, 14, 27, 28, 55, 56, 400]) == (2, 2, 2, 2, 2)


def test_how_many_meet_is_shown_from_five_answered_pairs_on_and_by_the_last_answer() -> None:
    now_is, opened = many()
    four = [said(n, each, "yes") for n, each in enumerate(opened[:4])]
    assert rules.health_of(now_is, four, NOW, 60).meeting is None
    five = [*four, said(8, opened[4], "yes"), said(9, opened[4], "no", "second", 42)]
    found = rules.health_of(now_is, five, NOW, 60)
    assert (found.answered, found.meeting) == (5, 4)


def test_a_small_position_is_put_together_with_the_next_so_that_it_is_not_what_is_left() -> None:
    health = rules.health_of(many()[0], (), NOW, 60)
    assert health.positions == ()
    assert health.small["positions"] == 17


def test_whoever_is_gone_waits_no_more() -> None:
    now_is, _ = many(0)
    gone = replace(now_is, people={**now_is.people, 12: replace(now_is.people[12], state="retired")})
    assert rules.health_of(gone, (), NOW, 60).waiting == 11


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=8))
def test_no_group_under_five_is_ever_shown_nor_ever_all_that_is_left_over(sizes: list[tuple[int, int]]) -> None:
    groups = [Group(f"g{n}", *size) for n, size in enumerate(sizes) if sum(size)]
    named, together = rules.shown(groups)
    assert all(group.waiting + group.paired >= rules.LEAST for group in named)
    assert together == 0 or together >= rules.LEAST or not named
    assert together + sum(group.waiting + group.paired for group in named) == sum(map(sum, sizes))


def test_the_card_says_each_number_in_words_and_its_bar_only_repeats_it() -> None:
    t = texts_for("en")
    card = health_card(t, rules.health_of(many()[0], (), NOW, 60), 60)
    bars = dict(card.fields)["How long people have been waiting"].splitlines()
    assert bars[3:] == ["4 to 8 weeks: 2 ▪▪▪▪▪", "8 weeks and more: 5 ▪▪▪▪▪▪▪▪▪▪▪▪"]
    assert "**4 people wait too long** (more than 60 days)." in card.text
    assert "Person" not in str(card.to_json())


def test_a_network_in_which_nobody_asked_has_a_card_too() -> None:
    card = health_card(texts_for("en"), rules.health_of(situation((), ()), (), NOW, 30), 30)
    assert card.text.startswith("Nobody waits for a mentor.")
    assert card.fields == ()


def test_the_numbers_of_a_network_of_nobody_are_none_and_those_of_a_year_add_up() -> None:
    empty = rules.health_of(situation((), ()), (), NOW, 60)
    assert (empty.waiting, empty.too_long, empty.longest_days, empty.median_days) == (0, 0, 0, 0)
    assert (empty.proposed, empty.paired, empty.free_places) == (0, 0, 0)
    counts: dict[Said, int] = {(2024, "met", "yes"): 3, (2024, "met", "no"): 2, (2024, "worth", "yes"): 1}
    counts |= {(2024, "worth", "partly"): 2, (2024, "worth", "no"): 4, (2023, "met", "yes"): 99}
    assert rules.last_year(counts, NOW) == Year(2024, 5, 3, 7, 3)
    assert rules.last_year({**counts, (2024, "met", "no"): 1}, NOW) is None
    assert rules.last_year({}, NOW) is None


def test_a_group_of_five_is_shown_and_one_of_four_takes_the_next_with_it() -> None:
    five, six, four = Group("b", 5, 0), Group("a", 3, 3), Group("c", 2, 2)
    assert rules.shown([five, six]) == ((six, five), 0)
    assert rules.shown([six, four, five]) == ((six,), 9)
    assert rules.shown([four, Group("d", 1, 0), six]) == ((six,), 5)
    assert rules.shown([]) == ((), 0)
