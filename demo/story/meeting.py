"""Chapters: peers meet again and again, one's own calendar; and what comes after a webinar."""

from __future__ import annotations

import aiohttp
import discord
from icalendar import Calendar

from bot.calendar.rules import discord_time
from cogs.webinars.model import Webinar
from cogs.webinars.store import WebinarStore
from demo.account import StoppedShort
from demo.stage import Stage
from demo.telling import Chapter
from demo.world import MENTOR, NEWCOMER, STEWARD, SUPERVISOR

ROOM = "practitioners-lounge"
FIRST, TITLE = "2026-04-07 15:30", "Attendance, what works"
COLLEAGUE = "Siobhan Gallagher"
RECORDING = "https://video.example.org/hiring"


async def begin(stage: Stage) -> str:
    """A colleague has the room meet, and the newcomer joins."""
    mentor, room = stage.account(MENTOR), stage.channel(ROOM)
    await mentor.uses(room, "meetup start", when=FIRST, repeats="fortnightly", title=TITLE, minutes=45)
    await stage.settle()
    await stage.account(NEWCOMER).presses(newest_card(stage, TITLE), "Count me in")
    return (
        f"{MENTOR.name} has the room meet every second Tuesday with /meetup start: at the same hour by the clock all "
        f"year, not in breaks, the hosts going round. {NEWCOMER.name} presses “Count me in”."
    )


async def subscribe(stage: Stage) -> str:
    """The newcomer makes a link to her calendar; it tells when, and nothing else."""
    newcomer = stage.account(NEWCOMER)
    shown = await newcomer.uses(stage.channel("lobby"), "calendar")
    if TITLE not in shown.text:
        raise StoppedShort(NEWCOMER.name, "/calendar", "the meeting is not in it")
    address = (await newcomer.presses(shown, "Make my link")).text.split("`")[1]
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        body = await answer.read()
    if answer.status != 200 or TITLE.encode() in body or MENTOR.name.encode() in body:
        raise StoppedShort(NEWCOMER.name, "/calendar", "the link does not open a calendar that says only when")
    events = Calendar.from_ical(body).walk("VEVENT")
    return (
        f"Her private link opens a calendar of {len(events)} meetings, each called “{events[0]['SUMMARY']}”: whoever "
        "looks over her shoulder learns when, never what about, where or with whom."
    )


async def attend(stage: Stage) -> str:
    """The webinar takes place; who was there says so and answers two questions."""
    webinar = await _webinar(stage)
    await stage.forward(webinar.ends_at - stage.clock.now())
    card = newest_card(stage, webinar.title)
    for name in (NEWCOMER.name, MENTOR.name, COLLEAGUE):
        account = stage.account(name)
        worth = await account.presses(card, "I was there")
        trying = await account.presses(worth, "Yes")
        await account.presses(trying, "Yes, I will")
    return (
        "The webinar is over, and its room is asked who was there. Three say so with one tap and answer two questions: "
        "the database holds numbers, and no row that leads to who said what."
    )


async def keep(stage: Stage) -> str:
    """The steward keeps the recording; a member finds it, her supervisor doesn't."""
    webinar, lobby = await _webinar(stage), stage.channel("lobby")
    options = {"webinar": str(webinar.id), "kind": "recording", "title": "Hiring in October", "link": RECORDING}
    await stage.account(STEWARD).uses(lobby, "webinar keep", **options)
    found = await stage.account(NEWCOMER).uses(lobby, "webinar library", words="october")
    refused = await stage.account(SUPERVISOR).is_refused(lobby, "webinar library")
    if RECORDING not in found.text:
        raise StoppedShort(NEWCOMER.name, "/webinar library", "the recording is not there")
    return (
        f"{STEWARD.name} puts the recording into the library, and {NEWCOMER.name} finds it by a word. "
        f"{SUPERVISOR.name}, whom it was not for, reads: “{refused.split('.')[0]}.”"
    )


def newest_card(stage: Stage, title: str) -> discord.Message:
    """Return the newest card with a title in the practitioners' room."""
    posts = stage.simulation.handle(stage.channel(ROOM)).history()
    found = [post for post in posts if post.embeds and post.embeds[0].title == title]
    if not found:
        raise StoppedShort(MENTOR.name, title, f"nothing was posted by {discord_time(stage.clock.now())}")
    return found[-1]


async def _webinar(stage: Stage) -> Webinar:
    network, steward = await stage.network(), await stage.person(STEWARD.name)
    async with network.read() as tx:
        return (await WebinarStore(tx).proposals_of(steward.id))[0]


PEERS = Chapter("Peers who meet again", (begin, subscribe))
AFTER = Chapter("After the webinar", (attend, keep))
