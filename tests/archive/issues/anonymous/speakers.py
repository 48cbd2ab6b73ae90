"""Members to speak without a name: five at Oak, three at Elm."""

from __future__ import annotations

from dataclasses import replace

from archive.issues.anonymous.speaking import raise_without_name
from archive.issues.model import Issue
from archive.issues.rules import Draft
from archive.issues.store import IssueStore
from bot.clock import ManualClock
from bot.database.network import Network
from bot.keys import Keyring
from bot.people.model import Person
from bot.people.store import PeopleStore
from tests.archive.issues.roster import enrol

BUS = "The school bus arrives late every morning"


async def members(network: Network, clock: ManualClock) -> list[Person]:
    """Five at Oak, three at Elm, each with an account."""
    people = await enrol(network, clock.now(), *["Oak"] * 5, *["Elm"] * 3)
    async with network.write() as tx:
        for number, person in enumerate(people, 1000):
            await PeopleStore(tx).link(person.id, number, clock.now())
    return [replace(person, account_id=number) for number, person in enumerate(people, 1000)]


async def speak(network: Network, keys: Keyring, person: Person, clock: ManualClock, words: str = BUS) -> str:
    draft = Draft(words, is_anonymous=True)
    return await raise_without_name(network, keys, person, draft, now=clock.now())


async def everything(network: Network) -> list[Issue]:
    async with network.read() as tx:
        return list(await IssueStore(tx).everything())
