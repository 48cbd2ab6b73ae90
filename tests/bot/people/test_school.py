from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.database.ids import new_id
from bot.database.network import Network
from bot.people.model import Site
from bot.people.school import school_calendar
from bot.people.store import PeopleStore
from config.calendar import Break, Calendar

DAY = date(2026, 3, 17)
SPRING = Break(name="Spring break", first=DAY, last=DAY, districts=("north",))


async def test_a_networks_calendar_knows_the_zone_and_the_districts_of_its_sites(network: Network) -> None:
    oak = Site(new_id(), "Oak", "North", "North", "elementary", None, "America/Chicago")
    nowhere = replace(oak, id=new_id(), name="Partner", district="")
    south = replace(oak, id=new_id(), name="Elm", district="South", time_zone="America/Denver")
    community = network.community.model_copy(update={"calendar": Calendar(breaks=(SPRING,))})
    for added, is_off in ((oak, True), (nowhere, True), (south, False)):
        async with network.write() as tx:
            await PeopleStore(tx).add_site(added)
            school = await school_calendar(tx, community)
        assert school.zone.key == "America/Chicago"
        assert school.is_off(DAY) == is_off


async def test_a_network_without_sites_has_its_calendar_in_utc(network: Network) -> None:
    async with network.read() as tx:
        school = await school_calendar(tx, network.community)
    assert (school.zone.key, school.is_off(DAY)) == ("UTC", False)
