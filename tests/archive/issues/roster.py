"""People to raise issues."""

from __future__ import annotations

from datetime import datetime

from bot.database.ids import new_id
from bot.database.network import Network
from bot.people.model import Person, Site
from bot.people.store import PeopleStore


async def enrol(network: Network, now: datetime, *sites: str) -> list[Person]:
    """Add a coordinator for each site named; the same name twice is the same site."""
    known = {name: Site(new_id(), name, "North", "North", "elementary", None, "America/Chicago") for name in sites}
    people = [
        Person(new_id(), f"Person {number}", f"person{number}@example.org", "coordinator", known[name].id)
        for number, name in enumerate(sites)
    ]
    async with network.write() as tx:
        store = PeopleStore(tx)
        for site in known.values():
            await store.add_site(site)
        for person in people:
            await store.add_person(person, now=now)
    return people
