"""A town that has something to say: people at three sites, their consented words, a steward and a policymaker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from simcord.actors import MemberActor

from archive import consent
from archive.delivery.model import Recipient
from archive.delivery.store import RecipientStore
from archive.digest.build import build
from archive.digest.model import Month, Voice
from archive.digest.store import EditionStore
from bot.people.model import Person
from bot.people.store import PeopleStore
from bot.web.server import application
from cogs.digest.pages import routes
from tests.archive.digest.voices import built
from tests.kit.town import Town

WORDS = (
    "Interpreters are missing in the evening, so families leave early",
    "We need interpreters at evening meetings",
    "Families ask for interpreters and there are none in the evening",
    "No interpreters after five in the evening",
    "Evening meetings without interpreters lose half the families",
    "The evening interpreters were cut from the budget",
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
        offered = await consent.offer(tx, offer, key=key, person_id=person.id, now=now)
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


def browser(town: Town) -> TestClient[web.Request, web.Application]:
    """A client of the recipients' pages, with cookies."""
    return TestClient(TestServer(application(town.house, routes(town.house))))


async def build_here(county: County, month: str) -> None:
    """Keep an edition built in this process: the worker process takes seconds to start."""
    voices = [
        Voice(offered, words, "concern", "family", author.id, author.site_id, month)
        for author, offered, words in zip(county.authors, county.offered, WORDS, strict=True)
    ]
    draft = build(voices, Month(county.town.network.name, month), county.town.network.community)
    async with county.town.network.write() as tx:
        await EditionStore(tx).keep(draft, now=county.town.clock.now())


async def sent_edition(town: Town, *, now: datetime) -> int:
    """An edition of October that was sent, with six enrolled authors' real consents behind it; returns its id."""
    for name in ("Oak Elementary", "Elm Middle", "Ash High"):
        await town.add_site(name)
    steward = await town.enrol("Sam Steward", "programme manager")
    async with town.network.write() as tx:
        await PeopleStore(tx).add_steward(steward.id, by=None, now=now)
    voices: list[Voice] = []
    for number, words in enumerate(WORDS):
        author = await town.enrol(f"Author {number}", "coordinator", list(town.sites)[number % 3])
        offered = await share(town, author, words, steward)
        voices.append(Voice(offered, words, "concern", "family", author.id, author.site_id, "2026-10"))
    async with town.network.write() as tx:
        edition_id = await EditionStore(tx).keep(built(voices), now=now)
        await EditionStore(tx).set(edition_id, state="sent", sent_at=now)
    return edition_id
