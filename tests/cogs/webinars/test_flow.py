"""From a theme to an event that only its audience sees, on the simulated Discord."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
from sqlalchemy import update

from archive.issues.model import Group
from archive.issues.raising import raise_issue
from archive.issues.rules import Draft
from archive.issues.themes import ThemeStore
from bot.database.schema.webinars import webinars
from bot.people.store import PeopleStore
from cogs.webinars.keeping.effects import keep_event
from cogs.webinars.model import Webinar
from cogs.webinars.store import WebinarStore
from tests.kit.town import Town

ROOM = "practitioners-lounge"


def _text(result: Any) -> str:
    embed = result.response.embeds[0]
    return f"{embed.title or ''}\n{embed.description or ''}"


async def _theme(town: Town, *actors: Any) -> str:
    """Have everybody raise the same thing, gather it, and return the theme's id as the command takes it."""
    draft, now = Draft("The school bus comes late every morning"), town.clock.now()
    ids = [await raise_issue(town.network, town.person(actor), draft, now=now) for actor in actors]
    async with town.network.write() as tx:
        await ThemeStore(tx).save([Group(ids, ["school bus", "late"])], now=now)
        (theme,) = await ThemeStore(tx).ranked()
    return str(theme.id)


async def _propose(town: Town, steward: Any, theme: str, **options: Any) -> Any:
    values = {"theme": theme, "title": "Buses that come on time", "start": "2026-03-24 15:30", **options}
    result = await steward.slash(town.channel(ROOM), "webinar propose", **values)
    await town.settle()
    return result


async def _events(town: Town) -> list[discord.ScheduledEvent]:
    guild = town.bot.get_guild(town.guild.id)
    assert guild is not None
    return await guild.fetch_scheduled_events(with_counts=False)


async def _webinars(town: Town) -> list[Webinar]:
    async with town.network.read() as tx:
        return list(await WebinarStore(tx).since(town.clock.now()))


async def test_a_proposal_becomes_one_voice_event_that_only_its_audience_sees(town: Town) -> None:
    ana = await town.join("Ana Ruiz", steward=True)
    boss = await town.join("Bo Lind", "principal", "Oak Elementary")
    result = await _propose(town, ana, await _theme(town, ana))
    assert result.response.ephemeral
    assert "planned" in _text(result)
    (event,) = await _events(town)
    assert event.entity_type is discord.EntityType.voice
    assert event.name == "Buses that come on time"
    assert event.start_time.isoformat() == "2026-03-24T20:30:00+00:00"  # half past three in Chicago
    assert event.end_time == event.start_time + timedelta(minutes=60)
    channel = event.channel
    assert isinstance(channel, discord.VoiceChannel)
    assert ana.member is not None
    assert boss.member is not None
    assert channel.permissions_for(ana.member).view_channel
    assert not channel.permissions_for(boss.member).view_channel


async def test_carrying_it_out_again_makes_no_second_event_and_no_second_word(town: Town) -> None:
    ana = await town.join("Ana Ruiz", steward=True)
    await _propose(town, ana, await _theme(town, ana))
    (webinar,) = await _webinars(town)
    await keep_event(town.house, town.network, {"webinar_id": webinar.id})
    await town.settle()
    assert len(await _events(town)) == 1
    said = [message for message in town.channel(ROOM).history() if message.embeds]
    assert sum(message.embeds[0].title == webinar.title for message in said) == 1


async def test_an_event_made_before_a_crash_is_taken_up(town: Town) -> None:
    ana = await town.join("Ana Ruiz", steward=True)
    theme = await _theme(town, ana)
    await _propose(town, ana, theme)
    (webinar,) = await _webinars(town)
    async with town.network.write() as tx:
        await _unschedule(tx, webinar.id)
    await keep_event(town.house, town.network, {"webinar_id": webinar.id})
    assert len(await _events(town)) == 1
    assert [each.event_id for each in await _webinars(town)] == [webinar.event_id]


async def _unschedule(tx: Any, webinar_id: int) -> None:
    """Forget the event, as if the machine had stopped before it was noted."""
    unnoted = update(webinars).where(tx.mine(webinars), webinars.c.id == webinar_id)
    await tx.execute(unnoted.values(event_id=None))


async def test_the_room_is_told_and_so_is_whoever_raised_it(town: Town) -> None:
    ana = await town.join("Ana Ruiz", steward=True)
    ben = await town.join("Ben Okafor", site="Elm Middle")
    cy = await town.join("Cy Park", site="Ash High")
    await _propose(town, ana, await _theme(town, ana, ben))
    (webinar,) = await _webinars(town)
    announced = town.channel(ROOM).history()[-1]
    assert announced.embeds[0].title == webinar.title
    assert town.network.community.safety.line in (announced.embeds[0].footer.text or "")
    (told,) = [message for message in town.direct_messages(ben) if "webinar" in (message.embeds[0].title or "")]
    assert webinar.title in (told.embeds[0].description or "")
    assert town.direct_messages(cy) == []
    thanked = await ben.click(announced, label="I'll come")
    assert "1 person is coming" in _text(thanked)
    ahead = await ben.slash(town.channel(ROOM), "webinar list")
    assert "You have a place." in _text(ahead)
    assert "1: I can't come after all" in str(ahead.response.components if ahead.response else "")
    assert "2 people are coming" in _text(await cy.click(announced, label="I'll come"))
    assert "2 people are coming" in _text(await cy.click(announced, label="I'll come"))


async def test_the_list_shows_what_is_ahead_for_ones_own_audience(town: Town) -> None:
    ana = await town.join("Ana Ruiz", steward=True)
    boss = await town.join("Bo Lind", "principal", "Oak Elementary")
    await _propose(town, ana, await _theme(town, ana))
    assert "Buses that come on time" in _text(await ana.slash(town.channel(ROOM), "webinar list"))
    assert "No webinar" in _text(await boss.slash(town.channel("lobby"), "webinar list"))


async def test_somebody_of_another_audience_cannot_say_that_they_come(town: Town) -> None:
    ana = await town.join("Ana Ruiz", steward=True)
    await _propose(town, ana, await _theme(town, ana))
    (webinar,) = await _webinars(town)
    listed: Any = await ana.slash(town.channel(ROOM), "webinar list")
    ben = await town.join("Ben Okafor", site="Elm Middle")
    async with town.network.write() as tx:
        await PeopleStore(tx).set_supervisors(town.person(ben).id, [town.person(ana).id])
    clicked = await ana.click(listed.response, label="1: I'll come")
    assert "another group" in _text(clicked)
    async with town.network.read() as tx:
        assert await WebinarStore(tx).coming(webinar.id) == 0


async def test_a_time_that_cannot_be_meant_gets_a_sentence_and_leaves_nothing(town: Town) -> None:
    ana = await town.join("Ana Ruiz", steward=True)
    answers = {
        "2026-03-02 08:00": "gone by",
        "2026-03-08 02:30": "skipped",
        "2026-11-01 01:30": "twice",
        "next Tuesday": "2026-03-24 15:30",
    }
    for start, words in answers.items():
        assert words in _text(await _propose(town, ana, "1", start=start)), start
    assert await _webinars(town) == []


async def test_themes_are_offered_to_whoever_may_see_them_and_a_date_without_a_team_is_for_stewards(town: Town) -> None:
    ana = await town.join("Ana Ruiz", steward=True)
    ben = await town.join("Ben Okafor", site="Elm Middle")
    theme = await _theme(town, ana, ben)
    choices = await ana.autocomplete(town.channel(ROOM), "webinar propose", "theme", "bus")
    assert [choice["value"] for choice in choices] == [theme]
    assert choices[0]["name"].endswith("few voices so far")  # as on the board: with two sites, one more tells who spoke
    pat = await town.join("Pat Principal", position="principal", site="Oak Elementary")
    opened = await pat.slash(town.channel("lobby"), "webinar propose", theme=theme)
    assert "principals" in (opened.modal or {})["custom_id"]  # who names no audience means their own
    refused = await pat.slash(town.channel("lobby"), "webinar propose", theme=theme, audience="practitioners")
    assert "by somebody of the group it is for" in _text(refused)
    refused = await _propose(town, ben, theme)
    assert "stewards" in _text(refused)
    assert await _events(town) == []
