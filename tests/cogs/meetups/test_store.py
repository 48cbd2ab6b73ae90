"""Meetups on real databases: planned through breaks and changes of clocks, told once, hosts going round."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.calendar.recurrence import Repeat
from bot.calendar.rules import discord_time
from bot.clock import ManualClock
from bot.database.network import Network
from bot.errors import Gone
from bot.people.model import Person
from bot.people.store import PeopleStore
from bot.visibility.admission.spaces import SpaceStore
from cogs.meetups import calendar, privacy
from cogs.meetups.finding import listed_for
from cogs.meetups.hosting import hand_on, take
from cogs.meetups.jobs import KEPT, plan_all
from cogs.meetups.joining import Here, join, leave, start
from cogs.meetups.meetings import MeetingStore
from cogs.meetups.model import Meeting, Meetup, Plan
from cogs.meetups.planning import change, end, skip, unskip
from cogs.meetups.rules import EnoughHere, HasHost, NobodyElse, NotHere, NotYours
from cogs.meetups.store import MeetupStore
from cogs.meetups.telling import tell_due
from config.calendar import Break, Calendar
from config.texts import texts_for
from tests.archive.issues.roster import enrol
from tests.kit.owed import owed

ROOM, ELSEWHERE = 77, 78
EN = texts_for("en")
HERE = Here(ROOM, EN)
CHICAGO = ZoneInfo("America/Chicago")
TUESDAYS = Plan("Attendance", Repeat(datetime.fromisoformat("2026-03-03 15:30"), CHICAGO, "weekly"), 60)
DAY = timedelta(days=1)


async def people(network: Network, clock: ManualClock, *sites: str) -> list[Person]:
    async with network.write() as tx:
        await SpaceStore(tx).add("room", "practitioners", ROOM, "lounge")
    return await enrol(network, clock.now(), *sites)


async def begin(network: Network, clock: ManualClock, first: Person, *others: Person) -> Meetup:
    async with network.write() as tx:
        meetup = await start(tx, network.community, first, HERE, TUESDAYS, now=clock.now())
        for step, each in enumerate(others, 1):
            at = clock.now() + timedelta(minutes=step)
            await join(tx, network.community, meetup, each, ROOM, now=at)
    return meetup


async def following(network: Network, meetup: Meetup, clock: ManualClock) -> Meeting | None:
    async with network.read() as tx:
        found = [each for each in await MeetingStore(tx).since(meetup.id, clock.now()) if not each.is_skipped]
    assert len(found) <= 1, "one meeting is planned at a time"
    return found[0] if found else None


async def planned(network: Network, meetup: Meetup, clock: ManualClock) -> Meeting:
    found = await following(network, meetup, clock)
    assert found is not None
    return found


async def tell(network: Network, meeting: Meeting, clock: ManualClock) -> str | None:
    async with network.write() as tx:
        return await tell_due(tx, network.community, meeting.id, EN, now=clock.now())


async def said(network: Network, kind: str) -> list[str]:
    """What is owed of one kind: texts of posts, or the keys' persons of notices."""
    async with network.read() as tx:
        return [str(facts) for _, facts in await owed(tx, kind)]


async def test_it_meets_at_the_same_hour_by_the_clock_and_room_and_calendar_say_the_same_minute(
    network: Network, clock: ManualClock
) -> None:
    ana, _ = await people(network, clock, "Oak", "Elm")
    meetup = await begin(network, clock, ana)
    for instant in ("2026-03-03T21:30:00+00:00", "2026-03-10T20:30:00+00:00", "2026-03-17T20:30:00+00:00"):
        meeting = await planned(network, meetup, clock)
        assert meeting.starts_at.isoformat() == instant
        async with network.read() as tx:
            entries = await calendar.entries(tx, network, ana.id, since=clock.now(), until=clock.now() + 100 * DAY)
        assert entries[0].starts_at == meeting.starts_at
        assert len(entries) > 10
        clock.forward(meeting.starts_at - clock.now() - timedelta(minutes=30))
        await tell(network, meeting, clock)
        clock.forward(timedelta(minutes=31))
        await plan_all(network, clock.now())
    posts = await said(network, "discord.post")
    assert discord_time(datetime.fromisoformat("2026-03-03T21:30:00+00:00")) in posts[0]


async def test_breaks_are_left_out_wherever_they_come_from(network: Network, clock: ManualClock) -> None:
    ana, ben = await people(network, clock, "Oak", "Elm")
    meetup = await begin(network, clock, ana, ben)
    clock.forward(timedelta(days=2))
    spring = Calendar(breaks=(Break(name="Spring", first=date(2026, 3, 9), last=date(2026, 3, 20)),))
    resting = replace(network, community=network.community.model_copy(update={"calendar": spring}))
    await plan_all(resting, clock.now())
    assert (await planned(network, meetup, clock)).day == date(2026, 3, 24)
    async with network.read() as tx:
        entries = await calendar.entries(tx, resting, ana.id, since=clock.now(), until=clock.now() + 30 * DAY)
    assert [each.starts_at.day for each in entries] == [24, 31]
    await plan_all(network, clock.now())  # the break is taken out of the calendar again
    assert (await planned(network, meetup, clock)).day == date(2026, 3, 10)


async def test_what_is_due_is_told_once_however_often_one_looks_and_late_ones_are_one(
    network: Network, clock: ManualClock
) -> None:
    ana, ben = await people(network, clock, "Oak", "Elm")
    meetup = await begin(network, clock, ana, ben)
    first = await planned(network, meetup, clock)
    assert await tell(network, first, clock) is None, "starting has told it"
    clock.forward(first.starts_at - clock.now() - timedelta(minutes=20))
    both = await asyncio.gather(tell(network, first, clock), tell(network, first, clock))
    assert set(both) == {"hour", None}, "two processes look at once"
    assert len(await said(network, "notices.deliver")) == 3, "Ana's turn to host, and two reminders"
    clock.forward(timedelta(minutes=30))
    await plan_all(network, clock.now())
    second = await planned(network, meetup, clock)
    assert second.day == date(2026, 3, 10)
    clock.forward(timedelta(days=6, hours=10))  # the machine was off: the announcement and the day's reminder are late
    assert [await tell(network, second, clock) for _ in range(2)] == ["day", None]
    clock.forward(timedelta(days=3))  # and off again: it has been
    assert await tell(network, second, clock) is None
    async with network.read() as tx:
        assert await MeetingStore(tx).due(clock.now()) == {}


async def test_hosts_go_round_hand_on_and_are_replaced(network: Network, clock: ManualClock) -> None:
    ana, ben, cy = await people(network, clock, "Oak", "Elm", "Ash")
    meetup = await begin(network, clock, ana, ben, cy)
    meeting = await planned(network, meetup, clock)
    assert meeting.host_id == ana.id
    community = network.community
    async with network.write() as tx:
        await hand_on(tx, community, meeting.id, ana.id, now=clock.now())
        with pytest.raises(Gone):
            await hand_on(tx, community, meeting.id, cy.id, now=clock.now())
    assert (await planned(network, meetup, clock)).host_id == ben.id
    async with network.write() as tx:
        await leave(tx, community, meetup, ben, now=clock.now())
    assert (await planned(network, meetup, clock)).host_id == cy.id
    with pytest.raises(NobodyElse):
        async with network.write() as tx:
            await hand_on(tx, community, meeting.id, cy.id, now=clock.now())
    assert (await planned(network, meetup, clock)).host_id == cy.id, "a turn nobody takes stays where it is"
    async with network.write() as tx:
        with pytest.raises(HasHost):
            await take(tx, community, meeting.id, ana.id, now=clock.now())
        await privacy.erase(tx, cy.id, now=clock.now())
        await take(tx, community, meeting.id, ana.id, now=clock.now())
    assert (await planned(network, meetup, clock)).host_id == ana.id


async def test_one_meeting_is_skipped_taken_back_and_the_rest_stays(network: Network, clock: ManualClock) -> None:
    ana, ben = await people(network, clock, "Oak", "Elm")
    meetup, community = await begin(network, clock, ana, ben), network.community
    async with network.write() as tx:
        with pytest.raises(NotYours):
            await skip(tx, community, meetup, ben, None, EN, now=clock.now())
        skipped, then = await skip(tx, community, meetup, ana, None, EN, now=clock.now())
        assert (skipped.day, then and then.day) == (date(2026, 3, 3), date(2026, 3, 10))
        later, then = await skip(tx, community, meetup, ana, date(2026, 3, 17), EN, now=clock.now())
        assert (later.day, then and then.day) == (date(2026, 3, 17), date(2026, 3, 10))
        entries = await calendar.entries(tx, network, ana.id, since=clock.now(), until=clock.now() + 30 * DAY)
        assert [each.starts_at.day for each in entries] == [10, 24, 31]
        await unskip(tx, community, skipped.id, ana, EN, now=clock.now())
        with pytest.raises(Gone):
            await unskip(tx, community, skipped.id, ana, EN, now=clock.now())
    assert (await planned(network, meetup, clock)).day == date(2026, 3, 3)


async def test_another_plan_and_an_end_leave_nothing_owed_for_the_old_one(network: Network, clock: ManualClock) -> None:
    ana, ben = await people(network, clock, "Oak", "Elm")
    meetup, community = await begin(network, clock, ana, ben), network.community
    thursdays = Plan("Buses", Repeat(datetime.fromisoformat("2026-03-19 08:00"), CHICAGO, "weekday"), 30)
    async with network.write() as tx:
        changed = await change(tx, community, meetup, ana, thursdays, EN, now=clock.now())
        assert changed is not None
        assert changed.day == date(2026, 3, 19)
        [listed] = await listed_for(tx, community, ben, ELSEWHERE, clock.now())
        assert (listed.meetup.title, listed.is_mine, listed.following) == ("Buses", True, changed)
        await end(tx, community, listed.meetup, ana, EN, now=clock.now())
        assert await MeetingStore(tx).due(clock.now() + 400 * DAY) == {}
        assert await MeetupStore(tx).all() == []
        assert await calendar.entries(tx, network, ana.id, since=clock.now(), until=clock.now() + 30 * DAY) == []


async def test_only_its_readers_come_and_a_supervisor_who_becomes_one_comes_no_more(
    network: Network, clock: ManualClock
) -> None:
    ana, ben = await people(network, clock, "Oak", "Elm")
    boss = Person(9, "Bo Lind", "bo@example.org", "principal", ana.site_id)
    meetup, community = await begin(network, clock, ana, ben), network.community
    async with network.write() as tx:
        await PeopleStore(tx).add_person(boss, now=clock.now())
        with pytest.raises(NotHere):
            await join(tx, community, meetup, boss, ROOM, now=clock.now())
        assert await listed_for(tx, community, boss, ROOM, clock.now()) == []
        await PeopleStore(tx).set_supervisors(ana.id, [ben.id])
        assert await calendar.entries(tx, network, ben.id, since=clock.now(), until=clock.now() + 30 * DAY) == []
        assert await calendar.entries(tx, network, ana.id, since=clock.now(), until=clock.now() + 30 * DAY) != []


async def test_a_space_holds_a_few_and_one_that_is_gone_ends_its_meetups(network: Network, clock: ManualClock) -> None:
    [ana] = await people(network, clock, "Oak")
    community = network.community
    async with network.write() as tx:
        with pytest.raises(NotHere):
            await start(tx, community, ana, Here(ELSEWHERE, EN), TUESDAYS, now=clock.now())
        for _ in range(5):
            await start(tx, community, ana, HERE, TUESDAYS, now=clock.now())
        with pytest.raises(EnoughHere):
            await start(tx, community, ana, HERE, TUESDAYS, now=clock.now())
        await SpaceStore(tx).forget(ROOM)
    await plan_all(network, clock.now())
    async with network.read() as tx:
        assert await MeetupStore(tx).all() == []
        assert await MeetingStore(tx).due(clock.now() + 400 * DAY) == {}


async def test_what_was_weeks_ago_is_forgotten_and_a_person_sees_their_own(
    network: Network, clock: ManualClock
) -> None:
    ana, ben = await people(network, clock, "Oak", "Elm")
    await begin(network, clock, ana, ben)
    async with network.read() as tx:
        before = await privacy.export(tx, ana.id)
    assert [row["title"] for row in before["meetups"]] == ["Attendance"]
    assert len(before["meetup_members"]) == len(before["meetup_meetings"]) == 1
    clock.forward(80 * DAY)
    async with network.write() as tx:
        await MeetingStore(tx).forget_before(clock.now() - KEPT)
        assert (await privacy.export(tx, ana.id))["meetup_meetings"] == []
        await privacy.erase(tx, ana.id, now=clock.now())
        assert await privacy.export(tx, ana.id) == {"meetups": [], "meetup_members": [], "meetup_meetings": []}
        assert len((await privacy.export(tx, ben.id))["meetup_members"]) == 1
