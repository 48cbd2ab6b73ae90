"""Nothing is published alone: k distinct people at m distinct sites, and counts only in bands.

The thresholds are the network's (`config.community.Publication`); what stays under them waits in the hold-over pool.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from config.community import Publication

EDGES = (5, 10, 20, 50)
MONTHS_IN_YEAR = 12


@dataclass(frozen=True, order=True)
class Band:
    """A range of people: the only form in which a count leaves. `most` is None for the open last band."""

    least: int
    most: int | None

    def __str__(self) -> str:
        return f"{self.least}+" if self.most is None else f"{self.least}\N{EN DASH}{self.most}"


@dataclass(frozen=True)
class Company:
    """Who stands behind something: distinct people and distinct sites. Never published itself."""

    people: int
    sites: int


def company(voices: Iterable[tuple[int | None, int | None]]) -> Company:
    """Count distinct (person, site) voices; what is not known (None) counts for nobody and nowhere."""
    people: set[int] = set()
    sites: set[int] = set()
    for person_id, site_id in voices:
        if person_id is not None:
            people.add(person_id)
            if site_id is not None:
                sites.add(site_id)
    return Company(len(people), len(sites))


def may_publish(behind: Company, rule: Publication) -> bool:
    """Tell whether enough people at enough sites stand behind something."""
    return behind.people >= rule.people and behind.sites >= rule.sites


def band(people: int, rule: Publication) -> Band:
    """Return the band a count lies in: 5-9, 10-19, 20-49 or 50+.

    A network whose k is under 5 has a first band from k. Raises `ValueError` for a count that may not be published.
    """
    if people < rule.people:
        raise ValueError(f"{people} people are too few to publish a band")
    edges = (min(EDGES[0], rule.people), *EDGES[1:])
    position = max(index for index, edge in enumerate(edges) if edge <= people)
    following = edges[position + 1] - 1 if position + 1 < len(edges) else None
    return Band(edges[position], following)


def may_wait(agreed_in: str, month: str, rule: Publication) -> bool:
    """Tell whether what was agreed to in one month (``YYYY-MM``) still waits in the hold-over pool in another."""
    return 0 <= _number(month) - _number(agreed_in) <= rule.months_held_over


def held_over(everything: Collection[int], published: Collection[int]) -> tuple[int, ...]:
    """Return the ids that were not published this time: delayed, not lost."""
    return tuple(sorted(set(everything) - set(published)))


def _number(month: str) -> int:
    year, _, number = month.partition("-")
    return int(year) * MONTHS_IN_YEAR + int(number)
