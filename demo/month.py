"""A month of twenty sites as a story of its own: raised, on the board, a webinar made together, held, rated, told."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

from rich.console import Console

from archive.issues.store import IssueStore
from archive.issues.themes import ThemeStore
from bot.people.store import PeopleStore
from cogs.members.importing import import_roster
from cogs.members.issuing import write_codes
from cogs.members.proposing import Wishes
from cogs.webinars.model import Webinar
from cogs.webinars.store import WebinarStore
from demo.account import StoppedShort
from demo.reading import read_aloud
from demo.stage import Stage
from demo.story import people, together, webinar
from demo.story.meeting import newest_card
from demo.telling import Chapter
from demo.world import MENTOR, PEOPLE, SITES, STEWARD, SUPERVISOR, TEACHER, Saying, rows, sayings, write_rows

WEEKS = 4
THERE = 6  # who says that they were there: enough for figures
# name, district, region, level, of the sites that join beside the demo's own, and who coordinates them
MORE = (
    ("Gray Heron School", "Lakeshore Public Schools", "Lakeside", "K-8", "Saoirse Brannigan"),
    ("Willow Ford Elementary", "Eastbrook Unified", "North Valley", "elementary", "Kofi Mensah"),
    ("Sandbar Middle School", "Lakeshore Public Schools", "Lakeside", "middle", "Ingeborg Halvorsen"),
    ("Loma Clara High School", "San Lorenzo Valley Schools", "South County", "high", "Thiago Rezende"),
)


async def import_twenty(stage: Stage) -> str:
    """Import the demo's roster and four more sites."""
    folder, (site, person) = stage.house.settings.data_dir, (rows(SITES)[0], rows(PEOPLE)[0])
    sites = [site | dict(zip(("name", "district", "region", "level"), more, strict=False)) for more in MORE]
    newcomers = [
        person | {"name": more[-1], "email": f"{more[-1].split()[1].lower()}@sites.example", "site": more[0]}
        for more in MORE
    ]
    for row in newcomers:
        row["supervisor_emails"] = ""
    site_file = write_rows([*rows(SITES), *sites], folder / "sites.csv")
    person_file = write_rows([*rows(PEOPLE), *newcomers], folder / "people.csv")
    network = await stage.network()
    await import_roster(stage.house, network, Wishes(site_file, person_file, yes=True), Console(file=io.StringIO()))
    async with network.read() as tx:
        count = len(await PeopleStore(tx).sites())
    return f"The roster holds {count} sites."


async def come_in(stage: Stage) -> str:
    """Whoever raises something comes in with their code, and those who make the webinar."""
    path = stage.house.settings.data_dir / "codes.csv"
    await write_codes(stage.house, await stage.network(), path, None)
    codes = {row["name"]: row["code"] for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))}
    path.unlink()
    makers = (STEWARD.name, MENTOR.name, TEACHER.name, SUPERVISOR.name)
    names = dict.fromkeys([*makers, *(saying.who for saying in _said())])
    for name in names:
        await stage.account(name).uses(stage.simulation.first_channel, "join", code=codes[name])
    await stage.settle()
    return f"{len(names)} people come in with /join and their code."


async def raise_for_a_month(stage: Stage) -> str:
    """Every week some sites raise what gets in the way; themes form over the nights."""
    said = _said()
    for week in range(WEEKS):
        for saying in said[week::WEEKS]:
            await webinar.raise_one(stage, saying)
        await stage.forward(timedelta(days=7))
    network = await stage.network()
    async with network.read() as tx:
        issues, everybody = await IssueStore(tx).everything(), await PeopleStore(tx).people()
    sites = {person.site_id for person in everybody if person.id in {issue.person_id for issue in issues}}
    return f"In {WEEKS} weeks {len(issues)} issues are raised with /issue raise, from {len(sites)} sites."


async def look_at_the_board(stage: Stage) -> str:
    """A colleague looks at what sites struggle with most: in a chart, in words, small themes without figures."""
    strongest = await webinar.strongest_theme(stage)
    board = await stage.account(MENTOR).uses(stage.channel("lobby"), "issue board")
    chart = board.message.message.attachments[0].description or ""
    figures = f"{strongest.sites} sites · {strongest.people} people"
    if f"1. **{strongest.title}**" not in board.text or figures not in board.text:
        raise StoppedShort(MENTOR.name, "/issue board", "the strongest theme is not first, with its figures")
    if "few voices so far" not in board.text or f"sites {strongest.sites} sites" not in chart:
        raise StoppedShort(MENTOR.name, "/issue board", "the chart doesn't say in words what may be shown")
    return f"/issue board has “{strongest.title}” first: {strongest.sites} of the sites. What few say has no figures."


async def tell_those_who_raised_it(stage: Stage) -> str:
    """Everybody who raised or supports the theme is told that a webinar is planned, each in their own notice."""
    planned, network = await _webinar(stage), await stage.network()
    await stage.forward(timedelta(days=1))
    async with network.read() as tx:
        voices = await ThemeStore(tx).voices(planned.theme_id)
        names = [person.name for person in await PeopleStore(tx).people() if person.id in voices]
    unaware = [name for name in names if not await _knows(stage, name, planned.title)]
    if unaware:
        raise StoppedShort(", ".join(unaware), planned.title, "raised it and was not told of the webinar")
    return f"All {len(names)} who raised or support it are told privately that a webinar on it is planned."


async def hold_it(stage: Stage) -> str:
    """The webinar takes place; some of those who raised it say that they were there and rate it."""
    planned = await _webinar(stage)
    await stage.forward(planned.ends_at - stage.clock.now())
    card = newest_card(stage, planned.title)
    for saying in _said()[:THERE]:
        account = stage.account(saying.who)
        worth = await account.presses(card, "I was there")
        await account.presses(await account.presses(worth, "Yes"), "Yes, I will")
    return f"The webinar takes place. {THERE} of those who raised something say that they were there, and rate it."


async def read_the_rating(stage: Stage) -> str:
    """Once nobody can answer any more, the numbers stand in the library, for those it was for."""
    await stage.forward(timedelta(days=8))
    found = await stage.account(MENTOR).uses(stage.channel("lobby"), "webinar library")
    if f"{THERE}" not in found.text or together.TITLE not in found.text:
        raise StoppedShort(MENTOR.name, "/webinar library", "what came of it is not there")
    return f"A week later /webinar library shows what came of it: {THERE} found it worth their time and will try it."


def _said() -> list[Saying]:
    return [*sayings("issues"), *sayings("month")]


async def _webinar(stage: Stage) -> Webinar:
    network = await stage.network()
    async with network.read() as tx:
        return next(each for each in await WebinarStore(tx).since(stage.clock.now()) if each.title == together.TITLE)


async def _knows(stage: Stage, name: str, title: str) -> bool:
    """Say whether somebody reads in a message of the bot's, or in their inbox, that a webinar is planned."""
    account = stage.account(name)
    letters = [read_aloud(letter.content, letter.embeds) for letter in account.letters()]
    inbox = (await account.uses(stage.channel("lobby"), "inbox")).text
    return any(title in text or "a webinar is planned" in text for text in (*letters, inbox))


CHAPTERS: tuple[Chapter[Stage], ...] = (
    Chapter("Twenty sites", (import_twenty, people.name_a_steward, people.set_up_the_server, come_in)),
    Chapter("A month", (raise_for_a_month, look_at_the_board)),
    Chapter(
        "A webinar made together",
        (together.propose, together.find_a_time, tell_those_who_raised_it, hold_it, read_the_rating),
    ),
)
