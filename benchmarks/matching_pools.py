"""The same invented people for mentor-match, which knows grades, organisations and professions, and for us."""

from __future__ import annotations

from random import Random
from typing import Any

from bot.matching.fit import FULL_GAP_DAYS
from bot.matching.model import Pool, Weights, Wish, apart_key

FIRST_MENTOR = 10**6


def simple_people(size: int, seed: int = 1) -> dict[str, list[dict[str, Any]]]:
    """People as the peer knows them: a grade, an organisation, a profession; the address is their number."""
    dice = Random(seed)  # noqa: S311 -- repeatable on purpose

    def some(first: int, *grades: int) -> list[dict[str, Any]]:
        return [
            {
                "email": str(first + number),
                "grade": dice.choice(grades),
                "organisation": f"o{dice.randrange(50)}",
                "profession": f"p{dice.randrange(13)}",
                "location": f"l{dice.randrange(9)}",
            }
            for number in range(size)
        ]

    return {"mentees": some(1, 1, 2, 3), "mentors": some(FIRST_MENTOR, 3, 4)}


def simple_pool(people: dict[str, list[dict[str, Any]]]) -> Pool:
    """The same people for us: a profession is a topic, and colleagues are kept apart."""
    mentees = [_simple(each, {each["grade"]}) for each in people["mentees"]]
    mentors = [_simple(each, {each["grade"] - 1, each["grade"] - 2}) for each in people["mentors"]]
    apart = frozenset(
        apart_key(int(one["email"]), int(other["email"]))
        for one in people["mentees"]
        for other in people["mentors"]
        if one["organisation"] == other["organisation"]
    )
    weights = Weights(topics=5, seniority=15, languages=0, other_site=0, rhythm=0, hours=0, level=0, district=4, load=0)
    return Pool(tuple(mentees), tuple(mentors), apart, weights)


def _simple(person: dict[str, Any], grades: set[int]) -> Wish:
    """A grade is a year, a location a district; that a mentor is one or two grades ahead is told as a language."""
    return Wish(
        person_id=int(person["email"]),
        topics=frozenset({person["profession"]}),
        languages=frozenset(map(str, grades)),
        days_in_role=person["grade"] * FULL_GAP_DAYS // 5,
        district=person["location"],
        district_wish="same",
    )
