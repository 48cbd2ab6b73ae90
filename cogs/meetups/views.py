"""What the buttons of meetups do."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import discord

from bot.calendar.feed import feed_of
from bot.calendar.words import about, kind_names
from bot.cards import Card
from bot.database.ids import read_id
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.meetups import render
from cogs.meetups.calendar import entries_of
from cogs.meetups.company import company_of
from cogs.meetups.finding import meetup_meant
from cogs.meetups.hosting import hand_on, take
from cogs.meetups.joining import join, leave
from cogs.meetups.meetings import MeetingStore
from cogs.meetups.planning import end, unskip
from cogs.meetups.rules import NotAmong

FILE_HOLDS = timedelta(days=180)

actions = Actions("meetups")


async def join_meetup(visit: Visit, written: str) -> None:
    """Let the visitor come; raises `NoneHere`, `WhichMeetup`, `Gone` or `NotHere`."""
    person, channel = await visit.person(), visit.interaction.channel_id or 0
    async with visit.network.write() as tx:
        meetup = await meetup_meant(tx, written, channel)
        await join(tx, visit.network.community, meetup, person, channel, now=visit.now)
        planned = [each for each in await MeetingStore(tx).since(meetup.id, visit.now) if not each.is_skipped]
    await visit.reply(render.joined(visit.t, meetup, planned[0] if planned else None))


async def leave_meetup(visit: Visit, written: str) -> None:
    """Let the visitor come no more; raises `NoneHere`, `WhichMeetup`, `Gone` or `NotAmong`."""
    person = await visit.person()
    async with visit.network.write() as tx:
        meetup = await meetup_meant(tx, written, visit.interaction.channel_id or 0)
        await leave(tx, visit.network.community, meetup, person, now=visit.now)
    await visit.reply(visit.t("You've left “{title}”. /meetup list has the way back.", title=meetup.title))


@actions.on("join")
async def join_by_button(visit: Visit, target: str) -> None:
    """Join the one the button names."""
    await join_meetup(visit, target or "0")


@actions.on("leave")
async def leave_by_button(visit: Visit, target: str) -> None:
    """Leave the one the button names."""
    await leave_meetup(visit, target or "0")


@actions.on("file")
async def give_file(visit: Visit, target: str) -> None:
    """Give one who comes the next months as a file for their calendar."""
    person = await visit.person()
    async with visit.network.read() as tx:
        meetup = await meetup_meant(tx, target or "0", 0)
        company = await company_of(tx, visit.network.community, meetup)
        if company is None or person.id not in company.people:
            raise NotAmong
        found = await entries_of(tx, meetup, company, since=visit.now, until=visit.now + FILE_HOLDS)
    key = visit.house.keys.person_key(visit.network.id, person.id)
    file = feed_of(found, kind_names(visit.t), key=key, name="Staffroom", about=about(visit.t))
    text = visit.t(
        "The meetings of the next six months, as they are planned now. /calendar gives you a link that follows when "
        "they change."
    )
    await visit.reply(Card(text=text), files=[discord.File(BytesIO(file), "peer-meetings.ics")])


@actions.on("pass")
async def pass_on(visit: Visit, target: str) -> None:
    """Hand one's turn on to the next."""
    person = await visit.person()
    async with visit.network.write() as tx:
        await hand_on(tx, visit.network.community, read_id(target), person.id, now=visit.now)
    await visit.update(Card(text=visit.t("It is handed on: the next in turn is told. Thank you for saying so.")))


@actions.on("host")
async def host(visit: Visit, target: str) -> None:
    """Host a meeting that has no host."""
    person = await visit.person()
    async with visit.network.write() as tx:
        await take(tx, visit.network.community, read_id(target), person.id, now=visit.now)
    await visit.reply(visit.t("You host it. Thank you."))


@actions.on("unskip")
async def hold_after_all(visit: Visit, target: str) -> None:
    """Hold a meeting after all that was called off."""
    person = await visit.person()
    async with visit.network.write() as tx:
        words, community = visit.t_here, visit.network.community
        await unskip(tx, community, read_id(target), person, words, now=visit.now)
    await visit.update(Card(text=visit.t("It is held after all, and the room is told.")))


@actions.on("end")
async def end_now(visit: Visit, target: str) -> None:
    """End a meetup for everybody."""
    person = await visit.person()
    async with visit.network.write() as tx:
        meetup = await meetup_meant(tx, target or "0", 0)
        await end(tx, visit.network.community, meetup, person, visit.t_here, now=visit.now)
    await visit.update(Card(text=visit.t("“{title}” has ended, and the room is told.", title=meetup.title)))
