"""By whose clock people live."""

from __future__ import annotations

from dataclasses import replace

from bot.database.network import Network
from bot.people.model import Person, Site
from bot.people.sites import SiteStore
from bot.people.store import PeopleStore
from bot.people.zones import zones_of
from tests.kit.databases import START

SITES = tuple(
    Site(number, f"Site {number}", "Lake", "North", "high", None, zone)
    for number, zone in enumerate(("America/Chicago", "America/Chicago", "America/Denver"), 1)
)
PLACES = {"of Denver": (3, None), "nowhere": (None, None), "elsewhere": (None, "Pacific/Honolulu"), "away": (3, "UTC")}
LIVED = {"of Denver": "America/Denver", "nowhere": "America/Chicago", "elsewhere": "Pacific/Honolulu", "away": "UTC"}


async def test_the_zone_chosen_comes_before_the_sites_and_the_sites_before_that_of_most(network: Network) -> None:
    people = [
        Person(number, name, None, "principal", site, time_zone=zone)
        for number, (name, (site, zone)) in enumerate(PLACES.items(), 1)
    ]
    async with network.write() as tx:
        await SiteStore(tx).add(SITES)
        await PeopleStore(tx).add_people(people, now=START)
        zones = await zones_of(tx, await PeopleStore(tx).people())
        assert {person.name: zones[person.id].key for person in people} == LIVED
        away = people[-1]
        await PeopleStore(tx).replace(replace(away, time_zone=None))
        assert (await zones_of(tx, await PeopleStore(tx).people()))[away.id].key == "America/Denver"
