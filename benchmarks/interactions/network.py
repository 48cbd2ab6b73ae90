"""The network that is visited: a few hundred members, and what they have said, planned and asked for so far."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from archive.issues.rules import Draft
from archive.issues.store import IssueStore
from benchmarks import large_network as large
from benchmarks.digest_county import MORE, THEMES, _sealed, _text, _yes
from benchmarks.large_server import GUILD
from bot.calendar.recurrence import Repeat
from bot.cards import Card
from bot.database.network import Network
from bot.database.schema.sharing import consents, contributions
from bot.house import House
from bot.notices import Notices
from bot.offline import open_house
from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore
from cogs.meetups.model import Plan
from cogs.meetups.store import MeetupStore
from cogs.mentoring.model import MentoringWish
from cogs.mentoring.store import MentoringStore
from config.settings import Settings
from tests.kit.wire import GOOD_TOKEN

SIZE = large.Large(members=400, rooms=22, threads=6)
STEWARD = large.FIRST + 1
ISSUES, MEETUPS, MASKS = 800, 20, 2_000
TOPICS = ("data", "funding", "equity", "staffing", "family")
TOGETHER = 1_000
MASK_MONTH = "2026-10"


def settings(folder: Path) -> Settings:
    """Return the settings of a house that keeps everything in a folder."""
    return Settings(_env_file=None, data_dir=folder / "data", keys_dir=folder / "keys", web_port=0,
                    public_url="http://127.0.0.1:1", discord_token=SecretStr(GOOD_TOKEN))  # fmt: skip


async def found(folder: Path, *, size: large.Large = SIZE, issues: int = ISSUES) -> dict[str, list[int]]:
    """Make the network; return the ids that visitors use. The server as Discord sends it is kept beside it."""
    random, now = Random(7), datetime.now(UTC)  # noqa: S311 -- the same network each time
    async with open_house(settings(folder)) as house:
        [network] = await house.networks.all()
        await large.fill(network, size)
        await house.networks.link(network.id, GUILD)
        async with network.write() as tx:
            await StewardStore(tx).add(STEWARD, by=None, now=now)
        raised = await _raise_issues(network, size, random, issues, now)
        meetups = await _plan_meetups(network, now)
        await _ask_and_offer(network, size, random, now)
        await _share(house, network, random, now, masks=MASKS if size is SIZE else 0)
        (folder / "server.json").write_text(json.dumps(await large.guild_payload(network, size)))
    return {"issues": raised, "meetups": meetups}


def words(random: Random, number: int) -> str:
    """Return what a member might say."""
    return f"At our school {random.choice(THEMES)}, {', '.join(random.sample(MORE, 4))}; number {number}."


async def _raise_issues(network: Network, size: large.Large, random: Random, count: int, now: datetime) -> list[int]:
    ids: list[int] = []
    authors = [each for each in size.accounts if not size.is_principal(each)]
    for start in range(0, count, TOGETHER):
        async with network.write() as tx:
            people = {person.id: person for person in await PeopleStore(tx).people()}
            for number in range(start, min(start + TOGETHER, count)):
                draft = Draft(words(random, number), random.choice(("concern", "suggestion")), random.choice(TOPICS))
                author = people[random.choice(authors)]
                at = now - timedelta(hours=number + 4)
                ids.append(await IssueStore(tx).raise_issue(author.id, author.site_id, draft, now=at))
                for other in random.sample(authors, 2) if number < ISSUES else ():
                    if other != author.id:
                        await IssueStore(tx).support(ids[-1], other, people[other].site_id, now=at)
    return ids


async def _plan_meetups(network: Network, now: datetime) -> list[int]:
    ids = []
    first = (now + timedelta(days=3)).replace(tzinfo=None, minute=0, second=0, microsecond=0)
    async with network.write() as tx:
        for number in range(MEETUPS):
            room, zone = number % 10, ZoneInfo("America/Chicago")  # the first ten are open rooms
            plan = Plan(f"Coffee number {number}", Repeat(first + timedelta(hours=number), zone, "weekly"), 60)
            starter = large.FIRST + 2 + number
            ids.append(await MeetupStore(tx).add(large.ROOMS + room, starter, plan, now=now))
            for member in range(5):
                await MeetupStore(tx).join(ids[-1], starter + member, now=now)
    return ids


async def _ask_and_offer(network: Network, size: large.Large, random: Random, now: datetime) -> None:
    async with network.write() as tx:
        for account in size.accounts:
            side = "mentee" if account % 2 else "mentor"
            topics, about = tuple(random.sample(TOPICS, 2)), words(random, account)
            wish = MentoringWish(account, side, "open", topics, ("English",), about,  # type: ignore[arg-type]
                                 capacity=2, is_listed=True, waiting_since=now - timedelta(days=3))  # fmt: skip
            await MentoringStore(tx).keep_wish(wish)
            if account % 3 == 0:
                await Notices(tx).tell(account, "welcome", Card(text="Welcome."), now=now)


async def _share(house: House, network: Network, random: Random, now: datetime, *, masks: int) -> None:
    async with network.write() as tx:
        people, places = await PeopleStore(tx).people(), {site.id: site for site in await PeopleStore(tx).sites()}
        texts = [_text(random, number, random.choice(people), places, now) for number in range(masks)]
        await tx.insert_many(contributions, [_sealed(tx, each) for each in texts])
        key_of = house.keys.person_key
        await tx.insert_many(consents, [_yes(each, key_of(network.id, each["person_id"]), now) for each in texts])
