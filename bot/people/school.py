"""The school calendar of a network: what its definition says, in the zone and the districts its sites are in."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from bot.calendar.rules import zone_for
from bot.calendar.school import SchoolCalendar
from bot.people.model import Site
from bot.people.sites import SiteStore

if TYPE_CHECKING:
    from bot.database.transaction import Tx
    from config.community import Community


async def school_calendar(tx: Tx, community: Community) -> SchoolCalendar:
    """Return the network's calendar with the sites it has now."""
    return school_of(community, await SiteStore(tx).all())


def school_of(community: Community, sites: Collection[Site]) -> SchoolCalendar:
    """Return the calendar of these sites, with all of their districts: in its own zone, or the one most are in."""
    zone = zone_for(community.calendar.zone, [site.time_zone for site in sites])
    return SchoolCalendar(community.calendar, zone, frozenset(site.district for site in sites if site.district))
