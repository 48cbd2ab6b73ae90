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


@dataclass(frozen=True)
class Seen:
    """What everybody can tell of a published count beside its band.

    `hidden_among` places stand in for each other, none of them enough alone (0: the place speaks for itself);
    `taken_back` have taken their words back since it was first seen.
    """

    hidden_among: int = 0
    taken_back: int = 0

    def may_tell(self, least: int, rule: Publication) -> bool:
        """Tell whether it may be known that at least so many are left.

        All hidden places but one, each under k, must have been able to bring them forth with those who took back:
        so none of the places can be shown to have a voice.
        """
        return not self.hidden_among or least + self.taken_back <= (rule.people - 1) * (self.hidden_among - 1)


OPEN = Seen()


def may_stay(people: int, rule: Publication, seen: Seen) -> bool:
    """Tell whether what so many people stand behind now stays published.

    Once somebody took words back, one person more than k must be left. Otherwise a theme that disappears as one
    person does so would say: they were k, now they are k - 1.
    """
    if not seen.taken_back:
        return people >= rule.people
    return people > rule.people and seen.may_tell(rule.people + 1, rule)


def band(people: int, rule: Publication, seen: Seen = OPEN) -> Band:
    """Return the band a count lies in: 5-9, 10-19, 20-49 or 50+, beginning with k.

    No band is so narrow that it holds k alone. An edge that would tell too much (`Seen.may_tell`) is left out, so
    that the bands on both sides of it are one. Raises `ValueError` for a count that may not be published.
    """
    if people < rule.people:
        raise ValueError(f"{people} people are too few to publish a band")
    edges = (rule.people, *(edge for edge in EDGES if edge >= 2 * rule.people and seen.may_tell(edge, rule)))
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
