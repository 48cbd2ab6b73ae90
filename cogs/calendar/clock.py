"""By which clock a member lives: their site's, until they choose another."""

from __future__ import annotations

from dataclasses import replace

from bot.calendar.rules import zone_typed
from bot.errors import NotOnTheList
from bot.people.model import Person
from bot.people.sites import SiteStore
from bot.people.store import PeopleStore
from bot.ui.offering import Offer, offered
from bot.ui.visit import Visit
from cogs.calendar.rules import SITES, zones_like
from config.texts import N_

AS_AT_SITE = N_("My site's")


@offered
async def zone_choices(visit: Visit, typed: str) -> list[Offer]:
    """Offer a member their site's clock, the zones that sites are in, and whatever fits what was typed so far."""
    await visit.person()
    async with visit.network.read() as tx:
        here = sorted({site.time_zone for site in await SiteStore(tx).all()})
    own = [] if typed else [(visit.t(AS_AT_SITE), SITES)]
    return own + [(name.replace("_", " "), name) for name in zones_like(typed, here)]


async def live_by(visit: Visit, person: Person, chosen: str) -> Person:
    """Keep the zone that a member chose, or that they live by their site's; raises `NotOnTheList`."""
    zone = None if chosen == SITES else zone_typed(chosen)
    if zone is None and chosen != SITES:
        raise NotOnTheList
    async with visit.network.write() as tx:
        store = PeopleStore(tx)
        now_is = replace(await store.person(person.id) or person, time_zone=zone)
        await store.replace(now_is)
    return now_is
