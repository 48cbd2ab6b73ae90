"""Who meets whom, through the one matching engine: schools with schools, and circles. Pure; for the worker process."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.matching.circles import form_circles
from bot.matching.model import Weights, Wish
from bot.matching.rounds import match
from bot.matching.sites import SiteAges, SiteFacts, site_pool
from cogs.forum.introducing.model import Principal
from cogs.forum.introducing.rules import MOST_HELD, may_host
from config.community import Seniority


@dataclass(frozen=True)
class Search:
    """One newcomer and what is known when hosts are looked for."""

    newcomer: Principal
    related: frozenset[int]
    asked_before: frozenset[int]
    now: datetime
    today: date
    seniority: Seniority
    weights: Weights

    def admits(self, one: Principal) -> bool:
        """Say whether somebody may be asked to meet the newcomer."""
        when = (self.now, self.today)
        is_new_to_them = one.person_id not in self.asked_before
        return is_new_to_them and may_host(one, self.newcomer, self.related, when, self.seniority)


def hosts_for(search: Search, principals: Sequence[Principal], most: int) -> list[int]:
    """Return the principals of the experienced schools that fit best, the best first, one of a school."""
    able = [one for one in principals if search.admits(one)]
    by_school = {one.site_id: one for one in sorted(able, key=_turn, reverse=True)}  # whoever's turn it is stays
    hosts = {site_id: one for site_id, one in by_school.items() if site_id is not None}
    chosen: list[int] = []
    while len(chosen) < most and hosts:
        found = _best_school(search, hosts)
        if found is None:
            break
        chosen.append(hosts.pop(found).person_id)
    return chosen


def _turn(one: Principal) -> tuple[int, float, int]:
    """Sort first whoever has met the fewest and was asked longest ago."""
    return one.holds, one.asked_at.timestamp() if one.asked_at is not None else 0.0, one.person_id


def _best_school(search: Search, hosts: dict[int, Principal]) -> int | None:
    """Return the school that fits best; a new principal's school counts as new since they began, however old it is."""
    newcomer, ages = search.newcomer, search.seniority
    begun = max(each for each in (newcomer.opened_on, newcomer.started_on, date.min) if each is not None)
    own = replace(newcomer, site_id=newcomer.site_id or 0, opened_on=begun)
    facts = [_facts(own), *(_facts(host) for host in hosts.values())]
    rule = SiteAges(ages.new_site_under_years, ages.experienced_site_over_years, MOST_HELD)
    outcome = match(site_pool(facts, today=search.today, ages=rule, weights=search.weights))
    return next((found.mentor_id for found in outcome.matches if found.mentee_id == own.site_id), None)


def _facts(one: Principal) -> SiteFacts:
    return SiteFacts(
        one.site_id or 0,
        one.opened_on,
        level=one.level,
        district=one.district,
        topics=one.topics,
        languages=one.languages,
        holds=one.holds,
    )


def circle_for(
    newcomers: Sequence[Principal],
    others: Sequence[Principal],
    topics: Sequence[str],
    apart: Collection[tuple[int, int]],
    weights: Weights,
) -> tuple[str, tuple[int, ...]] | None:
    """Return the topic and the people of one circle with at least one newcomer; None where none can be formed.

    The topic most newcomers named comes first; whoever named none fits any. Newcomers sit down before others.
    """
    order = sorted(topics, key=lambda topic: -sum(topic in one.topics for one in newcomers))
    new = {one.person_id for one in newcomers}
    for topic in order:
        wishes = [_wish(one, topic, waits=True) for one in newcomers if topic in one.topics or not one.topics]
        wishes += [_wish(one, topic, waits=False) for one in others if topic in one.topics and one.person_id not in new]
        found = form_circles(wishes, topic, apart=frozenset(apart), weights=weights)
        with_newcomer = [circle for circle in found.formed if new & set(circle.person_ids)]
        if with_newcomer:
            best = max(with_newcomer, key=lambda circle: (len(new & set(circle.person_ids)), len(circle.person_ids)))
            return topic, best.person_ids
    return None


def _wish(one: Principal, topic: str, *, waits: bool) -> Wish:
    return Wish(
        person_id=one.person_id,
        topics=one.topics | {topic},
        languages=one.languages,
        site_id=one.site_id,
        days_waiting=1 if waits else 0,
        level=one.level,
        district=one.district,
    )
