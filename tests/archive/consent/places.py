"""A small network to share words in: an author, their boss, a steward beside them, a steward above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from archive.consent import Contribution, Offer, agree, offer
from bot.database.ids import new_id
from bot.database.network import Network
from bot.people.model import Person, Site
from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
MONTH = "2026-03"
WORDS = "The bus leaves before the tutoring ends."


def key_of(person_id: int) -> bytes:
    """Data keys that need no disk."""
    return person_id.to_bytes(32, "big")


@dataclass(frozen=True)
class Places:
    network: Network
    site: Site
    author: Person
    boss: Person
    steward: Person
    steward_above: Person


async def furnish(network: Network, *, stewards: Sequence[str] = ("steward", "steward_above")) -> Places:
    site = Site(new_id(), "Oak Elementary", "North", "Upper", "elementary", None, "America/Chicago", ())
    people = {
        name: Person(new_id(), name.title(), f"{name}@example.org", position, site.id)
        for name, position in (
            ("author", "coordinator"),
            ("boss", "district leader"),
            ("steward", "coordinator"),
            ("steward_above", "district leader"),
        )
    }
    async with network.write() as tx:
        store = PeopleStore(tx)
        await store.add_site(site)
        await store.add_people(list(people.values()), now=NOW)
        await store.set_supervisors(people["author"].id, [people["boss"].id])
        await store.set_supervisors(people["boss"].id, [people["steward_above"].id])
        for name in stewards:
            await StewardStore(tx).add(people[name].id, by=None, now=NOW)
    return Places(network, site, **people)


async def offered(places: Places, words: str = WORDS, *, now: datetime = NOW) -> Contribution:
    author = places.author.id
    async with places.network.write() as tx:
        return await offer(tx, Offer(words, f"originally: {words}"), person_id=author, now=now)


async def agreed(places: Places, words: str = WORDS, *, now: datetime = NOW) -> Contribution:
    each, author = await offered(places, words, now=now), places.author.id
    async with places.network.write() as tx:
        return await agree(tx, each.id, key=key_of(author), person_id=author, words=words, now=now)
