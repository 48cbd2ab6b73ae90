"""What the matching is told of newcomers and hosts: schools with schools, and people for circles. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.matching.model import Weights, Wish
from bot.matching.sites import SiteAges, SiteFacts
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

    def hosts(self, principals: Iterable[Principal]) -> dict[int, Principal]:
        """Return whose turn it is at each school that has somebody who may be asked."""
        able = sorted(filter(self.admits, principals), key=_turn, reverse=True)
        return {one.site_id: one for one in able if one.site_id is not None}

    @property
    def site(self) -> SiteFacts:
        """The newcomer's school; a new principal's counts as new since they began, however old it is."""
        newcomer = self.newcomer
        begun = max(each for each in (newcomer.opened_on, newcomer.started_on, date.min) if each is not None)
        return facts_of(newcomer, begun)

    @property
    def ages(self) -> SiteAges:
        """Where new ends and experienced begins."""
        return SiteAges(self.seniority.new_site_under_years, self.seniority.experienced_site_over_years, MOST_HELD)


def facts_of(one: Principal, opened_on: date | None) -> SiteFacts:
    """Return somebody's school as the matching of sites is told."""
    return SiteFacts(
        one.site_id or 0,
        opened_on,
        level=one.level,
        district=one.district,
        topics=one.topics,
        languages=one.languages,
        holds=one.holds,
    )


def wish_of(one: Principal) -> Wish:
    """Return somebody as the forming of circles is told."""
    return Wish(one.person_id, one.topics, one.languages, site_id=one.site_id, level=one.level, district=one.district)


def _turn(one: Principal) -> tuple[int, float, int]:
    """Sort first whoever has met the fewest and was asked longest ago."""
    return one.holds, one.asked_at.timestamp() if one.asked_at is not None else 0.0, one.person_id
