from __future__ import annotations

from datetime import date

from archive.digest.approving import approve
from archive.digest.store import EditionStore
from bot.clock import ManualClock
from bot.database.ids import new_id
from bot.database.network import Network
from bot.people.model import Person, Site
from bot.people.store import PeopleStore
from cogs.digest.privacy import erase, export
from tests.archive.digest.voices import built


async def test_a_steward_is_told_what_they_approved_and_is_forgotten(network: Network, clock: ManualClock) -> None:
    site = Site(new_id(), "Oak", "North", "North", "elementary", date(2019, 8, 1), "America/Chicago")
    sam, ana = (
        Person(id=new_id(), name=name, email=f"{name}@example.org", position="coordinator", site_id=site.id)
        for name in ("sam", "ana")
    )
    async with network.write() as tx:
        await PeopleStore(tx).add_site(site)
        for person in (sam, ana):
            await PeopleStore(tx).add_person(person, now=clock.now())
        await EditionStore(tx).keep(built([]), now=clock.now())
        await approve(tx, "2026-10", person_id=sam.id, now=clock.now())
        assert await export(tx, sam.id) == {"editions": [{"month": "2026-10", "state": "approved"}]}
        assert await export(tx, ana.id) == {"editions": []}
        await erase(tx, ana.id, now=clock.now())
        assert (await export(tx, sam.id))["editions"]
        await erase(tx, sam.id, now=clock.now())
        assert await export(tx, sam.id) == {"editions": []}
        assert (await EditionStore(tx).of_month("2026-10")).state == "approved"
