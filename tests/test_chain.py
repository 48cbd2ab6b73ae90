"""The whole chain once, from an empty server to a policymaker's answer, each step as people take it."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
from rich.console import Console
from simcord.actors import MemberActor
from simcord.backend.access import channel_accessible
from simcord.results import InteractionResult, ResponseMessage

from archive.delivery.model import Recipient
from archive.delivery.store import RecipientStore
from archive.issues.store import IssueStore
from bot.run.log import PlacesOnly, quieten_libraries
from cogs.members.importing import import_roster
from cogs.members.issuing import mail_codes
from cogs.members.proposing import Wishes
from cogs.members.standing import add_steward
from tests.cogs.digest.county import browser
from tests.kit.town import Town

SITES = """name,district,region,level,opened_on,time_zone,initiatives
Oak Elementary,North,East,elementary,2015-08-01,America/Chicago,
Elm Middle,North,East,middle,2024-08-01,America/Chicago,
Ash High,South,East,high,2018-08-01,America/Chicago,
"""
PEOPLE = """name,email,position,site,supervisor_emails,started_on,languages,topics
Berenike Vold,boss@agency.example,programme manager,,,2015-01-01,en,
Sunniva Tarn,steward@agency.example,TA provider,,,2016-01-01,en,
Anouk Feld,anouk@oak.example,coordinator,Oak Elementary,boss@agency.example,2025-11-01,en,family
Bram Ibsen,bram@elm.example,coordinator,Elm Middle,boss@agency.example;lead@outside.example,2016-08-01,en,family
Cosima Rau,cosima@ash.example,teacher,Ash High,,2020-08-01,en,
Dorit Maas,dorit@oak.example,school staff,Oak Elementary,,2021-08-01,en,
Edvin Lund,edvin@elm.example,partner staff,Elm Middle,,2019-08-01,en,
"""
WORDS = (
    "We have no interpreters in the evening, canary-word, so families leave early. Call Bram Ibsen at 312-555-0142.",
    "Interpreters are missing at evening meetings with families.",
    "Families ask for interpreters and there are none in the evening.",
    "No interpreters after five in the evening, and families notice.",
    "Evening meetings without interpreters lose half of the families.",
)
AUTHORS = ("Anouk Feld", "Bram Ibsen", "Cosima Rau", "Dorit Maas", "Edvin Lund")
LEE = Recipient(0, "Lee Park", "State Board", "lee@state.example.org")
CANARIES = ("canary-word", "312-555-0142", "Bram Ibsen", "bram@elm.example", "Happy to help")


class Community:
    """The people of the chain on the simulated Discord."""

    def __init__(self, town: Town, folder: Path) -> None:
        self.town = town
        self.actors: dict[str, MemberActor] = {}
        self._folder = folder

    def __getitem__(self, name: str) -> MemberActor:
        return self.actors[name]

    async def import_the_roster(self) -> None:
        sites, people = self._folder / "sites.csv", self._folder / "people.csv"
        sites.write_text(SITES)
        people.write_text(PEOPLE)
        wishes = Wishes(sites, people, yes=True)
        await import_roster(self.town.house, self.town.network, wishes, Console(file=io.StringIO()))

    async def join(self, name: str, address: str) -> None:
        actor = self.town.guild.add_member(
            self.town.env.create_user(name.split(maxsplit=1)[0].lower(), global_name=name)
        )
        [letter] = self.town.letters.to(address)
        [code] = re.findall(r"^[2-9A-Z]{4}(?:-[2-9A-Z]{4})+$", letter.text, re.MULTILINE)
        await actor.slash(self.town.channel("general"), "join", code=code)
        await self.town.settle()
        self.actors[name] = actor

    def sees(self, name: str, channel_id: int) -> bool:
        return channel_accessible(self.town.env.backend, channel_id, self[name].id)

    async def do(self, name: str, command: str, where: str = "lobby", **options: Any) -> InteractionResult:
        return await self[name].slash(self.town.channel(where), command, **options)

    async def wish(self, name: str, command: str, answers: dict[str, str]) -> None:
        card = await self.do(name, command)
        form = await self[name].click(reply(card).message, label="Write a line and save")
        await self[name].submit_modal(form, answers)

    async def accept_proposal(self, name: str) -> None:
        letter = next(each for each in reversed(self.town.direct_messages(self[name])) if each.components)
        await self[name].user.click(letter, label="Accept")
        await self.town.settle()

    async def share(self, name: str, words: str) -> str:
        """Right-click one's own message, read what would leave, say yes to it; returns the words."""
        room = self.town.channel("practitioners-lounge")
        message = await self[name].send(room, words)
        card = await self[name].context_menu(room, "Share with policymakers", message)
        offered = reply(card)
        shown = offered.message
        topic = next(row for row in offered.components if row["components"][0]["type"] == 3)
        await self[name].select(shown, ["family"], custom_id=topic["components"][0]["custom_id"])
        answer = await self[name].click(shown, label="Yes, share these words")
        if "This mentions somebody else" in (reply(answer).embeds[0].title or ""):
            await self[name].click(reply(answer).message, label="Yes, it's all right")
        return str(offered.embeds[0].description)


def reply(result: InteractionResult) -> ResponseMessage:
    """What the bot answered, privately."""
    assert result.response is not None
    assert result.response.ephemeral
    return result.response


def texts_of(message: discord.Message) -> list[str]:
    """Everything a card says, part by part."""
    return [
        str(text)
        for embed in message.embeds
        for text in (embed.title, embed.description, embed.footer.text, *(field.value for field in embed.fields))
    ]


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Everything that is logged, at the most talkative level, as the running process formats it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(PlacesOnly("%(name)s %(message)s"))
    before = logging.getLogger().level
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.DEBUG)
    quieten_libraries("debug")
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # the mail server that the test itself runs
    yield stream
    logging.getLogger().setLevel(before)
    logging.getLogger().removeHandler(handler)


async def test_the_whole_chain(bare_town: Town, tmp_path: Path, logged: io.StringIO) -> None:
    town, people = bare_town, Community(bare_town, tmp_path)

    # 1. the roster: two files, a steward, codes by mail, everybody joins with theirs
    await people.import_the_roster()
    await add_steward(town.house, town.network, "steward@agency.example")
    await town.set_up()
    assert await mail_codes(town.house, town.network, None) == 7
    await town.settle()
    for line in PEOPLE.splitlines()[1:]:
        name, address = line.split(",")[:2]
        await people.join(name, address)

    # 2. and 3. the server is set up: practitioners talk where their supervisor sees nothing
    lounge = town.channel("practitioners-lounge")
    assert people.sees("Anouk Feld", lounge.id)
    assert people.sees("Bram Ibsen", lounge.id)
    assert not people.sees("Berenike Vold", lounge.id)
    await people["Bram Ibsen"].send(lounge, "Who has an interpreter they like?")

    # 4. mentoring: asked, offered, matched, both accept, a thread for the two
    await people.wish("Anouk Feld", "mentor request", {"about": "Four months in."})
    await people.wish("Bram Ibsen", "mentor offer", {"about": "Happy to help.", "capacity": "1"})
    figures = reply(await people.do("Sunniva Tarn", "mentor round"))
    await people["Sunniva Tarn"].click(figures.message, label="Publish the round")
    await town.settle()
    await people.accept_proposal("Anouk Feld")
    await people.accept_proposal("Bram Ibsen")
    [thread] = town.channel("mentoring").threads
    assert {name for name in people.actors if people.sees(name, thread.id)} == {"Anouk Feld", "Bram Ibsen"}

    # 5. issues become a theme, the theme a webinar that only its audience sees
    for name, words in zip(AUTHORS, WORDS[1:], strict=False):
        form = await people.do(name, "issue raise", kind="concern", topic="family", for_policymakers="no")
        raised = await people[name].submit_modal(form, {"text": words})
        assert raised.response is not None
        if raised.response.embeds[0].title == "Others say something alike":
            await people[name].click(raised.response, label="Post mine anyway")
    async with town.network.read() as tx:
        assert await IssueStore(tx).count() == len(WORDS) - 1
    await town.forward(timedelta(days=1))
    theme, *_ = await people["Sunniva Tarn"].autocomplete(town.channel("lobby"), "webinar propose", "theme", "")
    options = {"theme": theme["value"], "title": "Interpreters in the evening", "start": "2026-03-20 15:30"}
    await people.do("Sunniva Tarn", "webinar propose", **options)
    await town.settle()
    [event] = town.bot.guilds[0].scheduled_events
    assert event.channel_id is not None
    assert people.sees("Anouk Feld", event.channel_id)
    assert not people.sees("Berenike Vold", event.channel_id)

    # 6. with permission: the masked words, a yes, a steward's yes
    shown = [await people.share(name, words) for name, words in zip(AUTHORS, WORDS, strict=True)]
    assert "312-555-0142" not in shown[0]
    assert "Ibsen" not in shown[0]
    card = reply(await people.do("Sunniva Tarn", "digest review"))
    for _ in AUTHORS:
        button = next(
            item["custom_id"] for row in card.components for item in row["components"] if "accept" in item["custom_id"]
        )
        card = reply(await people["Sunniva Tarn"].click(card.message, custom_id=button))
    await town.settle()

    # … the digest: built on the first, approved, seen by members, mailed two days later
    async with town.network.write() as tx:
        await RecipientStore(tx).add_all([LEE], now=town.clock.now())
    await town.forward(timedelta(days=30))
    asked = await people.do("Sunniva Tarn", "digest approve", month="2026-03")
    await people["Sunniva Tarn"].click(reply(asked).message, label="Yes, approve it")
    await town.settle()  # members can read it from here on
    await town.forward(timedelta(hours=49))
    [mail] = town.letters.to(LEE.mail)
    assert "interpreters" in mail.text
    assert [part.mime for part in mail.parts] == ["application/pdf"]
    assert not any(name in mail.text + mail.html for name in AUTHORS)

    # … and the answer: the signed page, a response, members see it
    link = re.search(r"http://127\.0\.0\.1:1(/digest/open/\S+)", mail.text)
    assert link is not None
    async with browser(town) as client:
        page = await (await client.get(link.group(1))).text()
        form_token = re.search(r'name="form" value="([^"]+)"', page)
        action = re.search(r'action="(/digest/answer/[^"]+)"', page)
        assert form_token is not None
        assert action is not None
        answer = {
            "form": form_token.group(1),
            "kind": "will_act",
            "by_when": "2026-09-01",
            "details": "Two interpreters.",
        }
        assert (await client.post(action.group(1), data=answer)).status == 200
    await town.settle()
    told = [embed for post in town.channel("you-said-they-did").history() for embed in post.embeds]
    assert any("Two interpreters" in str(embed.description) for embed in told)

    # every card that stands in a space carries the line on child safety
    safety = town.network.community.safety.line
    cards = [(name, card) for name, channel in town.guild.channels.items() for card in town.bot_messages(channel)]
    assert {"practitioners-lounge", "mentoring", "you-said-they-did", "lobby"} <= {name for name, _ in cards}
    for name, message in cards:
        assert any(safety in text for text in texts_of(message)), f"{name}: {texts_of(message)}"

    # and nothing that anybody wrote, no name and no address, was logged on the way
    assert logged.getvalue()
    assert [canary for canary in CANARIES if canary in logged.getvalue()] == []
