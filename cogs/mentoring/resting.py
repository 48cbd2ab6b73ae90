"""Who has no school now, by the school calendar: nobody proposes to them or asks them anything."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.people.school import school_of
from bot.people.store import PeopleStore

if TYPE_CHECKING:
    from bot.database.transaction import Tx
    from config.community import Community


async def resting_people(tx: Tx, community: Community, now: datetime) -> frozenset[int]:
    """Return the people whose district, or the whole network, has a day off."""
    sites = {site.id: site for site in await PeopleStore(tx).sites()}
    school = school_of(community, sites.values())
    off = {site.id for site in sites.values() if school.is_paused(now, site.district or None)}
    people = await PeopleStore(tx).people()
    everybody = school.is_paused(now)
    return frozenset(each.id for each in people if everybody or each.site_id in off)
