"""What each part of a fit is worth, alone and to the unit."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from bot.matching.fit import FORBIDDEN, FULL_GAP_DAYS, load_steps, scores_of, table_of
from bot.matching.left import why_left
from bot.matching.model import Left, Match, Outcome, Pool, Reason, Weights, Wish, apart_key
from bot.matching.reasons import reasons_for
from bot.matching.rounds import match
from bot.matching.rules import bar_between
from bot.matching.sizes import band_of
from bot.matching.weights import weights_of
from bot.matching.words import Reader, Telling, sentences
from config.community import Community, default_community
from config.texts import texts_for
from tests.bot.matching.pools import wish

NOTHING = dict.fromkeys((each.name for each in fields(Weights)), 0.0)
NOON = frozenset(range(44, 52))


def only(**weights: float) -> Weights:
    return Weights(**{**NOTHING, **weights})


def worth(weights: Weights, one: dict[str, Any], other: dict[str, Any]) -> int:
    return int(scores_of(Pool((wish(1, **one),), (wish(2, **other),), weights=weights))[0, 0])


@pytest.mark.parametrize(("asked", "units"), [("a", 10_000), ("ab", 5_000), ("abc", 3_333), ("b", 0), ("", 0)])
def test_each_topic_asked_for_is_worth_its_share(asked: str, units: int) -> None:
    assert worth(only(topics=1), {"topics": asked}, {"topics": "axy"}) == units
    assert worth(only(topics=2), {"topics": asked}, {"topics": "axy"}) in range(2 * units, 2 * units + 2)


def test_languages_are_shared_like_topics() -> None:
    assert worth(only(languages=1), {"languages": "es"}, {"languages": "e"}) == 5_000
    assert worth(only(languages=1), {"languages": "e"}, {"languages": "es"}) == 10_000


@pytest.mark.parametrize(
    ("asked", "offered", "units"),
    [
        ("weekly", "weekly", 10_000),
        ("weekly", "fortnightly", 5_000),
        ("monthly", "fortnightly", 5_000),
        ("weekly", "monthly", 0),
        ("weekly", None, 10_000),
        (None, "weekly", 0),
    ],
)
def test_the_same_rhythm_counts_in_full_and_its_neighbour_half(
    asked: str | None, offered: str | None, units: int
) -> None:
    assert worth(only(rhythm=1), {"rhythm": asked}, {"rhythm": offered}) == units


@pytest.mark.parametrize("place", ["level", "district"])
@pytest.mark.parametrize(
    ("one", "other", "units"),
    [
        (("high", "same"), ("high", "same"), 10_000),
        (("high", "same"), ("high", None), 5_000 + 5_000),
        (("high", "same"), ("low", None), 5_000),
        (("high", "other"), ("low", "other"), 10_000),
        (("high", "other"), ("high", None), 5_000),
        (("high", None), ("low", None), 0),
        (("high", None), ("low", "same"), 0),
        (("high", None), ("high", "same"), 5_000),
        (("", "same"), ("", "same"), 0),
        (("", "other"), ("low", "other"), 0),
    ],
)
def test_half_of_a_level_or_district_is_for_the_mentees_wish_and_half_for_the_mentors(
    place: str, one: tuple[str, str | None], other: tuple[str, str | None], units: int
) -> None:
    asked, offered = ({place: at, f"{place}_wish": wanted} for at, wanted in (one, other))
    assert worth(only(**{place: 1}), asked, offered) == units


@pytest.mark.parametrize(
    ("gap", "units"), [(0, 0), (-400, 0), (365, 2_000), (FULL_GAP_DAYS, 10_000), (FULL_GAP_DAYS + 1, 10_000)]
)
def test_being_ahead_counts_up_to_five_years(gap: int, units: int) -> None:
    assert worth(only(seniority=1), {"days_in_role": 500}, {"days_in_role": 500 + gap}) == units
    assert FULL_GAP_DAYS == 1825
    assert worth(only(seniority=1), {}, {"days_in_role": 365}) == 2_000


@pytest.mark.parametrize(("here", "there", "units"), [(1, 2, 10_000), (1, 1, 0), (None, 2, 0), (1, None, 0)])
def test_another_site_counts_where_both_have_one(here: int | None, there: int | None, units: int) -> None:
    assert worth(only(other_site=1), {"site_id": here}, {"site_id": there}) == units


@pytest.mark.parametrize(
    ("quarters", "units"),
    [
        (range(44, 45), 2_500),
        (range(44, 48), 10_000),
        (range(44, 52), 10_000),
        (range(60, 70), 0),
        (range(668, 672), 10_000),
    ],
)
def test_an_hour_a_week_that_both_have_is_enough(quarters: range, units: int) -> None:
    offered = NOON | {668, 669, 670, 671}  # the last hour of a week, too
    assert worth(only(hours=1), {"hours": frozenset(quarters)}, {"hours": offered}) == units


def test_a_mentor_without_hours_can_at_any_and_a_mentee_without_them_gains_nothing() -> None:
    assert worth(only(hours=1), {"hours": NOON}, {}) == 10_000
    pool = Pool((wish(1), wish(3, hours=NOON)), (wish(2), wish(4, hours=NOON)), weights=only(hours=1))
    assert scores_of(pool).tolist() == [[0, 0], [10_000, 10_000]]


def test_every_block_of_rows_is_reckoned_alike() -> None:
    many = tuple(wish(n, hours=NOON if n % 2 else frozenset(), site_id=n) for n in range(1, 140))
    pool = Pool(many, (wish(900, site_id=5), wish(901, hours=NOON, languages="s")), frozenset({(70, 900)}))
    table = table_of(pool)
    alone = [table_of(Pool((each,), pool.mentors, pool.apart))[0].tolist() for each in many]
    assert table.tolist() == alone
    assert table[69, 0] == FORBIDDEN
    assert (table[:, 1] == FORBIDDEN).all()


def test_nobody_meets_themselves_or_whom_they_must_not_and_others_do() -> None:
    people = (wish(1), wish(2), wish(3))
    table = table_of(Pool(people, people, frozenset({(1, 2), (3, 9)})))
    assert [[cell == FORBIDDEN for cell in row] for row in table.tolist()] == [
        [True, True, False],
        [True, True, False],
        [False, False, True],
    ]
    assert table_of(Pool(people, (), frozenset({(1, 2)}))).shape == (3, 0)


def test_each_further_mentee_takes_off_more() -> None:
    assert load_steps(only(load=0.5), wish(1, capacity=3, holds=2)) == [10_000, 15_000, 20_000]
    assert load_steps(only(load=0.5), wish(1, capacity=0)) == []


def test_weights_that_cannot_be_added_up_exactly_are_refused() -> None:
    scores_of(Pool((), (), weights=only(topics=1677)))
    with pytest.raises(ValueError, match=r"^the weights are too large to be added up exactly$"):
        scores_of(Pool((), (), weights=only(topics=-800, size=878)))
    with pytest.raises(ValueError, match=r"^the weight of the load must not be below zero$"):
        scores_of(Pool((), (), weights=only(load=-0.1)))


def test_a_communitys_weights_are_the_matchings() -> None:
    assert weights_of(default_community()) == Weights()
    names = [each.name for each in fields(Weights)]
    written = {f"weight_{name}": number / 4 for number, name in enumerate(names, start=1)}
    default = default_community()
    community: Community = default.model_copy(update={"mentoring": default.mentoring.model_copy(update=written)})
    assert weights_of(community) == Weights(**{name: written[f"weight_{name}"] for name in names})


@pytest.mark.parametrize(
    ("students", "band"), [(0, 0), (249, 0), (250, 1), (499, 1), (500, 2), (999, 2), (1000, 3), (9000, 3)]
)
def test_a_school_is_in_the_band_its_students_say(students: int, band: int) -> None:
    assert band_of(students) == band


def test_a_round_adds_up_and_the_best_fitting_of_a_mentors_mentees_carries_no_load() -> None:
    near, far = wish(1, "a"), wish(2, "b")
    found = match(Pool((near, far), (wish(9, "a", capacity=2),), weights=only(topics=1, load=0.25)))
    assert [(each.mentee_id, each.score) for each in found.matches] == [(1, 10_000), (2, -2_500)]
    assert Outcome(found.matches, ()).score == found.score == 7_500
    assert Match(1, 9, 3, ()).score == 3


@pytest.mark.parametrize(
    ("mentors", "apart", "why"),
    [
        ((), (), "no_mentor"),
        ((wish(1),), (), "no_mentor"),
        ((wish(2, capacity=0),), (), "no_mentor"),
        ((wish(2, languages="s"),), (), "no_language"),
        ((wish(2, languages="s"), wish(3)), (), "no_free_mentor"),
        ((wish(2, languages="s"),), ((1, 2),), "no_free_mentor"),
        ((wish(2, languages="s"), wish(3)), ((1, 3),), "no_language"),
    ],
)
def test_whoever_waits_hears_why_and_nothing_of_a_private_rule(
    mentors: tuple[Wish, ...], apart: tuple[tuple[int, int], ...], why: Any
) -> None:
    mentee = wish(1, languages="ue")
    assert why_left(Pool((mentee,), mentors, frozenset(apart)), [mentee]) == (Left(1, why, ("e", "u")),)


@pytest.mark.parametrize(
    ("mentee_days", "mentor_days", "years"),
    [(0, 365, "1"), (0, 364, None), (None, 730, "2"), (800, 800, None), (900, 800, None), (799, 800, "2")],
)
def test_years_are_told_from_a_full_one_on_and_only_of_whoever_is_ahead(
    mentee_days: int | None, mentor_days: int, years: str | None
) -> None:
    found = reasons_for(wish(1, "a", days_in_role=mentee_days), wish(2, "b", days_in_role=mentor_days))
    assert (Reason("experience", (years or "",)) in found) is (years is not None)
    assert ("experience" in {reason.kind for reason in found}) is (years is not None)


@pytest.mark.parametrize(
    ("quarter", "part"),
    [(47, "0 morning"), (48, "0 afternoon"), (67, "0 afternoon"), (68, "0 evening"), (96, "1 morning")],
)
def test_a_day_has_a_morning_until_noon_and_an_evening_from_five(quarter: int, part: str) -> None:
    found = {each.kind: each.facts for each in reasons_for(*(wish(n, hours=frozenset({quarter})) for n in (1, 2)))}
    assert found["hours"] == (part, part)


def test_two_who_share_nothing_have_no_reason_and_unknown_sites_are_no_other_view() -> None:
    assert reasons_for(wish(1, "a", "e"), wish(2, "b", "s")) == ()
    for one, other in ((None, None), (1, None), (None, 1), (1, 1)):
        assert Reason("other_site") not in reasons_for(wish(1, site_id=one), wish(2, site_id=other))
    for own, theirs in ((None, None), ("weekly", None), ("weekly", "monthly")):
        assert "rhythm" not in {each.kind for each in reasons_for(wish(1, rhythm=own), wish(2, rhythm=theirs))}


def test_what_nobody_says_is_no_wish() -> None:
    assert Wish(1, frozenset(), frozenset()) == Wish(
        1,
        frozenset(),
        frozenset(),
        site_id=None,
        days_in_role=None,
        capacity=1,
        days_waiting=0,
        holds=0,
        rhythm=None,
        hours=frozenset(),
        clock=0,
        level="",
        level_wish=None,
        district="",
        district_wish=None,
        size=None,
    )


def test_what_keeps_two_apart_is_named_and_themselves_comes_first() -> None:
    assert bar_between(wish(1), wish(1, languages="s"), {(1, 1)}) == "oneself"
    assert bar_between(wish(2), wish(1, languages="s"), {(1, 2)}) == "apart"
    assert bar_between(wish(2), wish(1, languages="s"), set()) == "no_language"
    assert bar_between(wish(2), wish(1, languages=""), {(1, 3)}) is None


def test_a_couple_has_one_key_whoever_comes_first() -> None:
    assert apart_key(1, 2) == apart_key(2, 1) == (1, 2)


SAYINGS: list[tuple[Reader, Reason, str]] = [
    ("mentee", Reason("experience", ("1",)), "Ben has a year in the role."),
    ("mentor", Reason("experience", ("1",)), "You have a year in your role."),
    ("mentor", Reason("experience", ("3",)), "You have 3 years in your role."),
    ("other", Reason("topics", ("data",)), "Ana asked for Data, which Ben offers."),
    ("other", Reason("languages", ("es",)), "They share Spanish."),
    ("mentee", Reason("rhythm", ("weekly",)), "You both would like to meet every week."),
    ("mentor", Reason("rhythm", ("fortnightly",)), "You both would like to meet every two weeks."),
    ("other", Reason("rhythm", ("monthly",)), "Both would like to meet once a month."),
    ("mentee", Reason("other_site"), "You work at different sites, so you bring each other another view."),
    ("mentee", Reason("hours", ("6 evening", "0 morning")), "You share Sunday evenings."),
    ("mentor", Reason("hours", ("6 evening", "0 morning")), "You share Monday mornings."),
    ("other", Reason("hours", ("6 evening", "0 morning")), "They share Sunday evenings."),
]


@pytest.mark.parametrize(("reader", "reason", "sentence"), SAYINGS)
def test_each_reason_is_told_to_each_reader_as_it_concerns_them(reader: Reader, reason: Reason, sentence: str) -> None:
    told = Telling(texts_for("en"), reader, "Ana", "Ben", {"data": "Data"})
    assert sentences(told, [reason]) == [
        sentence,
        "With everybody counted who is waiting, this was the best fit of the round.",
    ]


def test_a_school_of_the_same_sort_is_told_behind_the_years() -> None:
    told = Telling(texts_for("en"), "mentee", "Ana", "Ben", {})
    years, level, size = Reason("experience", ("2",)), Reason("level", ("high",)), Reason("size")
    for reasons, place in (
        ((years, level, size), ", in a school of the same level (high) and of about the same size"),
        ((years, size), ", in a school of about the same size"),
        ((years, level), ", at the same level of school (high)"),
        ((years,), ""),
    ):
        assert sentences(told, reasons)[0] == f"Ben has 2 years in the role{place}."
