"""Peers who meet again and again, on the simulated Discord, through restarts and a machine that was off."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from icalendar import Calendar

from bot.calendar.rules import discord_time
from tests.kit.town import Town

ROOM = "practitioners-lounge"
FIRST = datetime.fromisoformat("2026-03-03T21:30+00:00")


def text(result: Any) -> str:
    message = result.response or result.followups[-1]
    [embed] = message.embeds
    return f"{embed.title or ''}\n{embed.description or ''}"


def said(town: Town, title: str) -> list[Any]:
    return [each for each in town.bot_messages(town.channel(ROOM)) if each.embeds[0].title == title]


def told(town: Town, actor: Any, title: str) -> list[Any]:
    return [each for each in town.direct_messages(actor) if each.embeds[0].title == title]


async def test_a_meetup_from_its_start_to_its_end(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Okafor", site="Elm Middle")
    boss = await town.join("Bo Lind", "principal", "Oak Elementary")
    room = town.channel(ROOM)
    options = {"repeats": "weekly", "title": "Attendance"}
    for when, words in {
        "2026-03-08 02:30": "skipped",
        "2027-06-01 15:30": "within a year",
    }.items():
        assert words in text(await ana.slash(room, "meetup start", when=when, **options)), when
    assert "rooms" in text(await ana.slash(room, "meetup list")), "nothing was begun"
    assert "belong to a room" in text(
        await ana.slash(town.channel("lobby"), "meetup start", when="2026-03-03 15:30", **options)
    )
    await ana.slash(room, "meetup start", when="2026-03-03 15:30", **options)
    await town.settle()
    [card] = said(town, "Attendance")
    assert "every Tuesday at 15:30 (America/Chicago)" in card.embeds[0].description
    assert discord_time(FIRST) in card.embeds[0].description
    joined = await ben.click(card, label="Count me in")
    assert "You're in" in text(joined)
    given: Any = await ben.click(card, label="For my calendar")
    [file] = given.response.attachments
    events = Calendar.from_ical(await file.read()).walk("VEVENT")
    assert events[0].start == FIRST  # type: ignore[attr-defined]
    assert {str(each["SUMMARY"]) for each in events} == {"Peer meeting"}
    assert "No peer meeting" in text(await boss.slash(town.channel("lobby"), "meetup list"))

    # the bot restarts, and the machine is off until twenty minutes before
    await town.restart()
    await town.forward(FIRST - town.clock.now() - timedelta(minutes=20))
    await town.forward(timedelta(minutes=1))
    assert [len(told(town, each, "Soon: your peer meeting")) for each in (ana, ben, boss)] == [1, 1, 0]
    assert len(said(town, "Attendance")) == 1, "the day's reminder was late"

    # the next one is Ben's to host; he hands it on
    await town.forward(timedelta(days=2))
    await town.forward(timedelta(minutes=1))
    [turn] = told(town, ben, "Your turn to host")
    assert f"<@{ben.id}>" in said(town, "Attendance")[-1].embeds[0].description
    assert "handed on" in text(await ben.user.click(turn, label="Hand it on"))
    await town.settle()
    assert len(told(town, ana, "Your turn to host")) == 2

    # one is called off, held after all, and it ends
    assert "Ask one of them" in text(await ben.slash(room, "meetup skip"))
    assert "Choose one of these: 2026-03-10" in text(await ana.slash(room, "meetup skip", day="2026-03-11"))
    skipped: Any = await ana.slash(room, "meetup skip")
    assert discord_time(datetime.fromisoformat("2026-03-17T20:30+00:00")) in text(skipped)
    await ana.click(skipped.response, label="Hold it after all")
    assert "changed" in text(await ana.slash(room, "meetup change", repeats="fortnightly"))
    assert "left" in text(await ben.slash(room, "meetup leave"))

    # a meeting to which nobody comes has no host, until somebody comes again and takes it
    listed: Any = await ana.slash(room, "meetup list")
    await ana.click(listed.response, label="1: Leave it")
    await town.forward(timedelta(days=6))
    bare = said(town, "Attendance")[-1]
    assert "no host yet" in bare.embeds[0].description
    assert "haven't joined" in text(await ben.click(bare, label="I'll host"))
    assert "You're in" in text(await ben.slash(room, "meetup join"))
    assert "You host it" in text(await ben.click(bare, label="I'll host"))
    await ana.slash(room, "meetup join")
    confirm: Any = await ana.slash(room, "meetup end")
    await ana.click(confirm.response, label="End it")
    await town.settle()
    assert "come to its end" in said(town, "Attendance")[-1].embeds[0].description
    assert "no longer here" in text(await ben.click(card, label="Count me in"))
