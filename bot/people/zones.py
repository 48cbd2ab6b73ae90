"""By whose clock people live: the zone they chose, or else the one of their site."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.calendar.rules import zone_for
from bot.people.sites import SiteStore

if TYPE_CHECKING:
    from bot.database.transaction import Tx
    from bot.people.model import Person


async def zone_of(tx: Tx, person: Person) -> ZoneInfo:
    """Return the zone a person chose; without one that of their site, or the one most sites are in."""
    return (await zones_of(tx, [person]))[person.id]


async def zones_of(tx: Tx, people: Collection[Person]) -> Mapping[int, ZoneInfo]:
    """Return the zones of several people by their ids, as `zone_of` does for one."""
    sites = {site.id: site.time_zone for site in await SiteStore(tx).all()}
    own = {person.id: person.time_zone or sites.get(person.site_id or 0) for person in people}
    return {person_id: zone_for(zone, sites.values()) for person_id, zone in own.items()}
