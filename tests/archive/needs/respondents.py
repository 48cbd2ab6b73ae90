"""Members who answer a survey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from archive.needs.closing import close, destroy_keys
from archive.needs.envelopes import EnvelopeStore
from archive.needs.surveys import Survey, SurveyStore
from archive.needs.tally import Answer
from bot.clock import ManualClock
from bot.database.network import Network
from bot.keys import Keyring
from bot.people.model import Person
from bot.people.store import PeopleStore
from tests.archive.issues.roster import enrol

SITES = ("Oak", "Elm", "Ash")
ASKED = ("family", "funding", "data", "staffing")
FUNDING = {"hard": ("funding",), "learn": ("funding", "data")}


async def members(network: Network, clock: ManualClock, count: int) -> list[Person]:
    """So many coordinators at three sites in turn, each with an account."""
    people = await enrol(network, clock.now(), *[SITES[number % len(SITES)] for number in range(count)])
    async with network.write() as tx:
        for number, person in enumerate(people, 1000):
            await PeopleStore(tx).link(person.id, number, clock.now())
    return [replace(person, account_id=number) for number, person in enumerate(people, 1000)]


async def begin(network: Network, clock: ManualClock) -> Survey:
    now = clock.now()
    async with network.write() as tx:
        return await SurveyStore(tx).open(now.date().replace(day=1), ASKED, now + timedelta(days=14), now=now)


def answer(person: Person, *, told: bool = True, **chosen: Sequence[str]) -> Answer:
    return Answer("practice", person.site_id, {key: tuple(each) for key, each in (chosen or FUNDING).items()}, told)


async def put(network: Network, survey: Survey, person: Person, given: Answer) -> bool:
    async with network.write() as tx:
        return await EnvelopeStore(tx).put(survey, person.id, given)


async def end(network: Network, keys: Keyring, survey: Survey, clock: ManualClock) -> Survey:
    async with network.write() as tx:
        ended = await close(tx, survey, network.community)
    await destroy_keys(network, keys.surveys(network.id), now=clock.now())
    return ended
