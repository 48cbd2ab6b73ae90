"""A town that has something to say: people at three sites, their consented words, a steward and a policymaker."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from simcord.actors import MemberActor

from archive import consent
from archive.delivery.deliveries import DeliveryStore
from archive.delivery.link_store import LinkStore
from archive.delivery.links import make_link
from archive.delivery.model import Recipient
from archive.delivery.sending import LINKS_KEY, mark_sent
from archive.delivery.store import RecipientStore
from archive.digest.build import build
from archive.digest.desk import keep_draft, standing, waiting_voices
from archive.digest.model import Month
from archive.digest.store import EditionStore, KeptEdition
from archive.digest.told import Earlier, Told
from archive.suppression.rules import Band
from bot.clock import ManualClock
from bot.offline import open_house
from bot.people.model import Person
from bot.people.stewards import StewardStore
from bot.web.server import application
from cogs.digest.pages import routes
from config.settings import Settings
from tests.archive.digest.voices import built
from tests.kit.guard import watch
from tests.kit.town import Incidents, Town

WORDS = (
    "Interpreters are missing in the evening, so families leave early",
    "We need interpreters at evening meetings",
    "Families ask for interpreters and there are none in the evening",
    "No interpreters after five in the evening",
    "Evening meetings without interpreters lose half the families",
    "The evening interpreters were cut from the budget",
)
BANDS = {"05": Band(5, 9), "06": Band(10, 19), "08": Band(20, 49), "09": Band(50, None)}
EARLIER = Earlier(
    tuple(f"2026-{number:02d}" for number in range(5, 10)),
    tuple(Told(f"2026-{number}", "concern", "family", "Family engagement", band) for number, band in BANDS.items()),
)
LEE = Recipient(0, "Lee Park", "State Board", "lee@state.example.org")


@dataclass
class County:
    town: Town
    steward: MemberActor
    authors: list[Person]
    offered: list[int]
    ana: MemberActor  # the last of the authors, the only one on the server


async def share(town: Town, person: Person, words: str, reviewer: Person, *, kind: str = "concern") -> int:
    """Offer words, say yes to them and let them be accepted, by the functions behind the buttons."""
    now, key = town.clock.now(), town.house.keys.person_key(town.network_id, person.id)
    async with town.network.write() as tx:
        offer = consent.Offer(words=words, original=words, kind=kind, topic="family")
        offered = await consent.offer(tx, offer, person_id=person.id, now=now)
        await consent.agree(tx, offered.id, key=key, person_id=person.id, words=offered.words, now=now)
        await consent.accept(tx, reviewer.id, offered.id, now=now)
    return offered.id


async def settle_county(town: Town) -> County:
    """Six authors at three sites with accepted words, a steward, and one recipient."""
    sites = ("Oak Elementary", "Elm Middle", "Ash High")
    for name in sites:
        await town.add_site(name)
    steward = await town.join("Sam Steward", position="programme manager", steward=True)
    authors = [await town.enrol(f"Author {n}", "coordinator", sites[n % 3]) for n in range(len(WORDS) - 1)]
    member = await town.join("Ana Ruiz", site=sites[2])
    authors.append(town.person(member))
    offered = [
        await share(town, author, words, town.person(steward)) for author, words in zip(authors, WORDS, strict=True)
    ]
    async with town.network.write() as tx:
        await RecipientStore(tx).add_all([LEE], now=town.clock.now())
    return County(town, steward, authors, offered, member)


@asynccontextmanager
async def open_quiet_town(settings: Settings, clock: ManualClock) -> AsyncIterator[Town]:
    """A town without Discord and without anybody who carries out what is owed: for what happens on the pages alone."""
    nothing: Any = None
    incidents = Incidents()
    logging.getLogger().addHandler(incidents)
    try:
        async with open_house(settings, clock) as house:
            watch(house.database.engine)
            [network] = await house.networks.all()
            yield Town(nothing, nothing, house, network.id, clock, nothing, incidents, _network=network)
    finally:
        logging.getLogger().removeHandler(incidents)


async def link_of(town: Town, recipient: Recipient, edition_id: int, *, is_guest: bool = False) -> str:
    """A new link of a recipient to an edition, as it stands in a mail."""
    key = town.house.keys.signing_key(LINKS_KEY)
    token, link = make_link(key, town.network_id, town.clock.now())
    async with town.network.write() as tx:
        await LinkStore(tx).add(link, recipient.id, edition_id, is_guest=is_guest)
    return token


async def lee_with_a_link(town: Town) -> str:
    """A recipient, and their link to an edition that was sent to them."""
    now = town.clock.now()
    edition_id = await sent_edition(town, now=now)
    async with town.network.write() as tx:
        await RecipientStore(tx).add_all([LEE], now=now)
        [lee] = await RecipientStore(tx).active()
        await DeliveryStore(tx).add(edition_id, lee.id, now=now)
    return await link_of(town, lee, edition_id)


def browser(town: Town) -> TestClient[web.Request, web.Application]:
    """A client of the recipients' pages, with cookies."""
    return TestClient(TestServer(application(town.house, routes(town.house))))


async def build_here(county: County, month: str) -> None:
    """Keep an edition built in this process: the worker process takes seconds to start."""
    town = county.town
    async with town.network.write() as tx:
        voices = await waiting_voices(town.house, town.network, tx, month)
        draft = build(voices, Month(town.network.name, month), town.network.community)
        await keep_draft(tx, draft, now=town.clock.now())


async def sent_here(county: County, month: str) -> KeptEdition:
    """Build an edition and keep it as sent to everybody who receives it, but for the mails: a PDF takes a process."""
    await build_here(county, month)
    town, now = county.town, county.town.clock.now()
    async with town.network.write() as tx:
        kept = await EditionStore(tx).of_month(month)
        edition, behind = await standing(town.house, town.network, tx, kept)
        await mark_sent(tx, kept, edition, behind, now)
        recipients = await RecipientStore(tx).active()
        for each in recipients:
            await DeliveryStore(tx).add(kept.id, each.id, now=now)
    for each in recipients:
        await link_of(town, each, kept.id)
    return kept


async def sent_edition(town: Town, *, now: datetime) -> int:
    """An edition of October that was sent, with six enrolled authors' real consents behind it; returns its id.

    Earlier ones told of its topic in every band there is, but one month in none.
    """
    for name in ("Oak Elementary", "Elm Middle", "Ash High"):
        await town.add_site(name)
    steward = await town.enrol("Sam Steward", "programme manager")
    async with town.network.write() as tx:
        await StewardStore(tx).add(steward.id, by=None, now=now)
    for number, words in enumerate(WORDS):
        author = await town.enrol(f"Author {number}", "coordinator", list(town.sites)[number % 3])
        await share(town, author, words, steward)
    async with town.network.write() as tx:
        voices = await waiting_voices(town.house, town.network, tx, "2026-10")
        draft = built(voices)
        draft = replace(draft, edition=replace(draft.edition, earlier=EARLIER))
        edition_id = await keep_draft(tx, draft, now=now)
        await EditionStore(tx).set(edition_id, state="sent", sent_at=now)
    return edition_id
