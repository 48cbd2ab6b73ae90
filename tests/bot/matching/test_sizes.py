"""Schools of about the same size, where the roster says it of both."""

from __future__ import annotations

import pytest

from bot.matching.fit import scores_of
from bot.matching.model import Pool, Reason, Weights
from bot.matching.reasons import reasons_for
from bot.matching.sizes import are_alike
from bot.matching.words import Reader, Telling, sentences
from config.texts import texts_for
from tests.bot.matching.pools import wish

ONLY_SIZE = Weights(0, 0, 0, 0, 0, 0, 0, 0, 0, size=1)
FIVE_YEARS = Reason("experience", ("5",))


@pytest.mark.parametrize(
    ("one", "other", "worth"),
    [(260, 480, 10_000), (100, 260, 5_000), (100, 600, 0), (None, 300, 0), (300, None, 0), (0, 249, 10_000)],
)
def test_the_same_band_counts_in_full_its_neighbour_half_and_the_unknown_nothing(
    one: int | None, other: int | None, worth: int
) -> None:
    pool = Pool((wish(1, size=one),), (wish(2, size=other),), weights=ONLY_SIZE)
    assert scores_of(pool).tolist() == [[worth]]
    assert are_alike(one, other) is (worth == 10_000)


def test_a_size_nobody_tells_changes_no_score() -> None:
    mentees, mentors = (wish(1, "ab", level="low", days_in_role=30),), (wish(2, "bc", level="low", days_in_role=900),)
    assert (scores_of(Pool(mentees, mentors)) == scores_of(Pool(mentees, mentors, weights=Weights(size=7)))).all()


def test_size_is_a_reason_only_where_it_is_known_of_both() -> None:
    assert Reason("size") in reasons_for(wish(1, size=300), wish(2, size=400))
    assert Reason("size") not in reasons_for(wish(1, size=300), wish(2))


@pytest.mark.parametrize(
    ("reader", "more", "told"),
    [
        ("mentee", (Reason("size"),), "Ben has 5 years in the role, in a school of about the same size."),
        ("mentor", (Reason("size"),), "You have 5 years in your role, in a school of about the same size."),
        (
            "other",
            (Reason("level", ("high",)), Reason("size")),
            "Ben has 5 years in the role, in a school of the same level (high) and of about the same size.",
        ),
    ],
)
def test_the_reason_goes_on_behind_the_years(reader: Reader, more: tuple[Reason, ...], told: str) -> None:
    assert sentences(Telling(texts_for("en"), reader, "Ana", "Ben", {}), (FIVE_YEARS, *more))[0] == told
