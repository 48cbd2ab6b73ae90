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

    def some(first: int) -> list[dict[str, Any]]:
        return [
            {
                "email": str(first + number),
                "grade": dice.randrange(6),
                "organisation": f"o{dice.randrange(50)}",
                "profession": f"p{dice.randrange(13)}",
                "role": f"r{dice.randrange(5)}",
                "location": f"l{dice.randrange(9)}",
            }
            for number in range(size)
        ]

    return {"mentees": some(1), "mentors": some(FIRST_MENTOR)}


def simple_pool(people: dict[str, list[dict[str, Any]]]) -> Pool:
    """The same people for us: a profession is a topic, a grade five years, a role a level, a location a district."""
    mentees, mentors = ([_simple(each) for each in people[side]] for side in ("mentees", "mentors"))
    apart = frozenset(
        apart_key(int(one["email"]), int(other["email"]))
        for one in people["mentees"]
        for other in people["mentors"]
        if one["organisation"] == other["organisation"]
    )
    weights = Weights(topics=3, seniority=5, languages=0, other_site=0, rhythm=0, hours=0, level=2, district=4, load=0)
    return Pool(tuple(mentees), tuple(mentors), apart, weights)


def _simple(person: dict[str, Any]) -> Wish:
    topics, days = frozenset({person["profession"]}), person["grade"] * FULL_GAP_DAYS
    return Wish(
        person_id=int(person["email"]),
        topics=topics,
        languages=frozenset(),
        days_in_role=days,
        level=person["role"],
        level_wish="same",
        district=person["location"],
        district_wish="same",
    )
