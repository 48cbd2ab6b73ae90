"""New sites with experienced ones: the same engine, with sites in the place of people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.matching.model import Pool, Weights, Wish, apart_key
from bot.matching.rounds import match

YEAR = 365.25


@dataclass(frozen=True)
class SiteFacts:
    """What is known of a site: `topics` are what its people ask for (a new site) or offer (an experienced one)."""

    site_id: int
    opened_on: date | None
    level: str = ""
    district: str = ""
    topics: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    waiting_since: date | None = None
    holds: int = 0
    size: int | None = None


@dataclass(frozen=True)
class SiteAges:
    """Where new ends and experienced begins, in years, and how many new sites an experienced one takes."""

    new_under: float = 2
    experienced_over: float = 4
    capacity: int = 2


def site_pool(
    sites: Iterable[SiteFacts],
    *,
    today: date,
    ages: SiteAges,
    weights: Weights,
    past_partners: Iterable[tuple[int, int]] = (),
) -> Pool:
    """Return a pool of new sites (as mentees) and experienced ones (as mentors); other sites take no part.

    Partners like each other's level. The ids in the outcome of `match` are those of sites.
    """
    new, experienced = [], []
    for site in sites:
        age = (today - site.opened_on).days if site.opened_on is not None else None
        if age is not None and 0 <= age < ages.new_under * YEAR:
            new.append(_wish(site, age, today, capacity=1))
        elif age is not None and age > ages.experienced_over * YEAR:
            experienced.append(_wish(site, age, today, capacity=max(0, ages.capacity - site.holds)))
    apart = frozenset(apart_key(*couple) for couple in past_partners)
    return Pool(tuple(new), tuple(experienced), apart, weights)


def partners_for(
    site: SiteFacts, experienced: Iterable[SiteFacts], *, today: date, ages: SiteAges, weights: Weights, most: int
) -> list[int]:
    """Return the experienced sites that fit a new one best, the best first, at most so many."""
    others, chosen = list(experienced), list[int]()
    while len(chosen) < most:
        left = [site, *(other for other in others if other.site_id not in chosen)]
        outcome = match(site_pool(left, today=today, ages=ages, weights=weights))
        found = [each.mentor_id for each in outcome.matches if each.mentee_id == site.site_id]
        if not found:
            break
        chosen += found
    return chosen


def _wish(site: SiteFacts, age: int, today: date, *, capacity: int) -> Wish:
    since = site.waiting_since or today
    return Wish(
        person_id=site.site_id,
        topics=site.topics,
        languages=site.languages,
        site_id=site.site_id,
        days_in_role=age,
        capacity=capacity,
        days_waiting=max(0, (today - since).days),
        holds=site.holds,
        level=site.level,
        level_wish="same",
        district=site.district,
        size=site.size,
    )
