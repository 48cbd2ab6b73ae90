from __future__ import annotations

import random
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.circles import LEAST, MOST, Circle, Circles, _numbers, circle_with, form_circles
from bot.matching.model import Wish, apart_key
from bot.matching.rules import bar_between
from tests.bot.matching.pools import wish


def test_twelve_people_of_different_sites_sit_in_circles_and_nobody_is_left() -> None:
    found = form_circles([wish(n, site_id=n) for n in range(1, 13)], "a")
    assert sum(len(circle.person_ids) for circle in found.formed) == 12
    assert found.left == ()


def test_who_did_not_name_the_topic_is_in_no_circle_and_not_left_over_either() -> None:
    found = form_circles([wish(1, "b"), *(wish(n, site_id=n) for n in range(2, 6))], "a")
    assert found == Circles(formed=found.formed, left=())
    assert found.formed[0].person_ids == (2, 3, 4, 5)


def test_three_people_are_no_circle() -> None:
    assert form_circles([wish(n) for n in range(1, 4)], "a") == Circles((), (1, 2, 3))
    assert form_circles([], "a") == Circles((), ())


def test_a_language_must_be_common_to_all_of_a_circle_not_only_to_two_and_two() -> None:
    chain = [wish(1, "a", "xy"), wish(2, "a", "yz"), wish(3, "a", "zx"), wish(4, "a", "xyz")]
    assert form_circles(chain, "a").formed == ()


@given(st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_no_circle_breaks_a_rule_and_everybody_is_either_seated_or_left(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 -- repeatable on purpose
    people = [_somebody(number, dice) for number in range(1, dice.randint(2, 40))]
    apart = frozenset(apart_key(*dice.sample(range(1, 50), 2)) for _ in range(30))
    found = form_circles(people, "a", apart=apart, seed=seed)
    known = {one.person_id: one for one in people}
    for circle in found.formed:
        assert LEAST <= len(circle.person_ids) <= MOST
        members = [known[person_id] for person_id in circle.person_ids]
        assert all(bar_between(one, other, apart) is None for one in members for other in members if one != other)
        assert max(Counter(one.site_id for one in members if one.site_id).values(), default=1) == 1
        spoken = [one.languages for one in members if one.languages]
        assert not spoken or frozenset.intersection(*spoken)
    seated = [person_id for circle in found.formed for person_id in circle.person_ids]
    assert sorted([*seated, *found.left]) == [one.person_id for one in people if "a" in one.topics]
    dice.shuffle(people)
    assert form_circles(people, "a", apart=apart, seed=seed) == found


def _somebody(number: int, dice: random.Random) -> Wish:
    languages = "".join(dice.sample("esv", dice.choice([0, 1, 1, 2])))
    topics = "".join(dice.sample("abc", 2))
    return wish(number, topics, languages, site_id=dice.choice([None, *range(12)]), days_waiting=dice.randrange(9))


def at_sites(numbers: range, topics: str = "a") -> list[Wish]:
    return [wish(n, topics, site_id=n) for n in numbers]


def test_two_of_one_site_or_kept_apart_never_sit_together_and_who_has_no_site_may() -> None:
    three = at_sites(range(1, 4))
    assert form_circles([*three, wish(4, site_id=3)], "a").formed == ()
    assert form_circles([*three, wish(4, site_id=4)], "a", apart=frozenset({(1, 4)})).formed == ()
    assert form_circles([wish(n) for n in range(1, 5)], "a").formed == (Circle("a", (1, 2, 3, 4)),)
    assert form_circles([*three, wish(4), wish(5)], "a").formed == (Circle("a", (1, 2, 3, 4, 5)),)


def test_as_many_are_seated_as_can_be() -> None:
    for people, sizes in ((4, [4]), (6, [6]), (7, [6]), (8, [4, 4]), (11, [5, 6]), (12, [6, 6]), (13, [4, 4, 5])):
        found = form_circles(at_sites(range(1, people + 1)), "a").formed
        assert sorted(len(circle.person_ids) for circle in found) == sizes, people


def test_numbers_of_circles_from_all_large_to_all_small_are_tried_and_some_fewer() -> None:
    assert _numbers(60) == [3, 5, 7, *range(10, 16)]
    assert [_numbers(people) for people in (0, 3, 4, 7, 8)] == [[], [], [1], [1], [1, 2]]


def test_who_could_sit_with_too_few_begins_no_circle_however_long_they_waited() -> None:
    five = at_sites(range(1, 6))
    lonely = wish(9, site_id=9, days_waiting=99)
    for friends in (set(), {1}, {1, 2}):
        apart = frozenset((each.person_id, 9) for each in five if each.person_id not in friends)
        assert form_circles([*five, lonely], "a", apart=apart) == Circles((Circle("a", (1, 2, 3, 4, 5)),), (9,))


def test_being_long_in_a_role_is_worth_nothing_in_a_circle() -> None:
    people = [*at_sites(range(1, 7)), wish(7, site_id=7, days_in_role=3000)]
    left = {form_circles(people, "a", seed=seed).left for seed in range(30)}
    assert len(left) > 2, "who waits is drawn"
    assert (7,) in left


def test_among_those_who_waited_alike_whoever_fits_least_waits_unless_the_circle_begins_with_them() -> None:
    noon, night = frozenset(range(48, 56)), frozenset(range(4, 12))
    people = [wish(n, site_id=n, hours=noon) for n in range(1, 7)] + [wish(7, site_id=7, hours=night)]
    left = [form_circles(people, "a", seed=seed).left for seed in range(30)]
    assert left.count((7,)) >= 20


def test_whoever_waited_longest_is_seated_and_whoever_came_last_waits() -> None:
    people = [wish(n, site_id=n, days_waiting=n) for n in range(1, 8)]
    assert form_circles(people, "a").left == (1,)


def test_a_newcomers_circle_is_about_what_most_newcomers_named_and_seats_them_first() -> None:
    others = at_sites(range(10, 14), "ab")
    newcomers = [*at_sites(range(1, 3), "b"), *at_sites(range(3, 4), "a")]
    found = circle_with(newcomers, others, ["a", "b"])
    assert found is not None
    assert found.topic == "b"
    assert {1, 2} <= set(found.person_ids)
    for many in (range(10, 15), range(20, 25), range(30, 35)):  # seven: somebody waits, by lot
        crowded = circle_with(at_sites(range(1, 3)), at_sites(many), ["a"])
        assert crowded is not None
        assert {1, 2} <= set(crowded.person_ids)
    any_topic = circle_with(at_sites(range(1, 2), ""), at_sites(range(10, 14)), ["a"])
    assert any_topic is not None
    assert 1 in any_topic.person_ids
    assert any_topic.topic == "a"


def test_without_enough_to_sit_with_there_is_no_circle_for_a_newcomer_nor_one_without_them() -> None:
    others = at_sites(range(10, 16))
    assert circle_with([], others, ["a"]) is None
    assert circle_with(at_sites(range(1, 2)), others[:2], ["a"]) is None
    assert circle_with(at_sites(range(1, 2)), others, []) is None
    assert circle_with(at_sites(range(1, 2), "b"), others, ["a"]) is None
    assert circle_with(at_sites(range(1, 2)), at_sites(range(10, 14)), ["a"], apart=frozenset({(1, 10)})) == Circle(
        "a", (1, 11, 12, 13)
    )
    everybody = frozenset((1, n) for n in range(10, 16))
    assert circle_with(at_sites(range(1, 2)), others, ["a"], apart=everybody) is None
    twice = circle_with(at_sites(range(10, 11)), others[:4], ["a"])
    assert twice is not None
    assert twice.person_ids == (10, 11, 12, 13), "who is both counts once"
