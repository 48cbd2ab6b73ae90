"""Invented programmes of any size, as alike as possible to what a real one sees."""

from __future__ import annotations

from random import Random

from bot.calendar.week import DAY
from bot.matching.model import RHYTHMS, Pool, Wish, apart_key

TOPICS = tuple("abcdefghijklm")  # as many as the vocabulary has
FIRST_MENTOR = 10**6


def programme(mentees: int, mentors: int, seed: int = 1) -> Pool:
    """People with topics, languages, hours, levels and sites, capacities 1 to 3, five bars for each mentee."""
    dice = Random(seed)  # noqa: S311 -- repeatable on purpose
    asking = tuple(_person(number, dice, mentees // 8, 300) for number in range(1, mentees + 1))
    offering = tuple(
        _person(FIRST_MENTOR + number, dice, mentees // 8, 4000, capacity=dice.choice((1, 2, 3)))
        for number in range(mentors)
    )
    bars = frozenset(
        apart_key(dice.randint(1, mentees), FIRST_MENTOR + dice.randrange(mentors)) for _ in range(5 * mentees)
    )
    return Pool(asking, offering, bars)


def _person(number: int, dice: Random, sites: int, days: int, capacity: int = 1) -> Wish:
    begins = [dice.randrange(5) * DAY + dice.randrange(28, 70) for _ in range(dice.randrange(3))]
    return Wish(
        person_id=number,
        topics=frozenset(dice.sample(TOPICS, dice.randint(1, 4))),
        languages=frozenset(dice.sample(("en", "es"), dice.choice((1, 1, 1, 2)))),
        site_id=dice.randrange(1, max(3, sites)),
        days_in_role=dice.randrange(days),
        capacity=capacity,
        days_waiting=dice.randrange(60),
        rhythm=dice.choice((None, *RHYTHMS)),
        hours=frozenset(quarter for begin in begins for quarter in range(begin, begin + 8)),
        level=dice.choice(("elementary", "middle", "high")),
        level_wish=dice.choice((None, "same", "other")),
    )
