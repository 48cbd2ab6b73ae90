"""One's own calendar, from the first meeting noted to a link that opens nothing any more."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import aiohttp
import pytest
from icalendar import Calendar
from sqlalchemy import select, update

from bot.calendar.rules import discord_time
from bot.database.schema.calendar import links
from bot.database.schema.webinars import webinars
from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore
from cogs.mentoring.following.noting import note
from cogs.mentoring.following.slots import LASTS
from cogs.webinars.store import WebinarStore
from tests.cogs.mentoring import town_life as mentoring
from tests.cogs.webinars.test_flow import _propose, _theme, _webinars
from tests.kit.town import Town

ROOM = "practitioners-lounge"


async def fetch(town: Town, address: str, **headers: str) -> tuple[int, bytes, Any]:
    path = address.removeprefix(str(town.house.settings.public_url))
    assert town.house.web is not None
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{town.house.web.port}{path}", headers=headers) as answer,
    ):
        return answer.status, await answer.read(), answer.headers


def starts(body: bytes) -> dict[datetime, str]:
    calendar = Calendar.from_ical(body)
    assert calendar.errors == []
    return {each.start: str(each["SUMMARY"]) for each in calendar.walk("VEVENT")}  # type: ignore[attr-defined]


async def address_of(actor: Any, card: Any, label: str) -> tuple[str, Any]:
    made = await actor.click(card, label=label)
    text = made.response.embeds[0].description
    return text.split("`")[1], made.response


async def test_a_calendar_holds_what_one_said_yes_to_and_tells_strangers_only_when(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    ana, ben = await mentoring.newcomer(town), await mentoring.seasoned(town)
    async with town.network.write() as tx:
        await StewardStore(tx).add(town.person(ana).id, by=None, now=town.clock.now())
    room = town.channel(ROOM)
    await ana.slash(room, "meetup start", when="2026-03-03 14:30", repeats="weekly", title="Unpaid overtime")
    await _propose(town, ana, await _theme(town, ana, ben))
    [webinar] = await _webinars(town)
    await mentoring.ask(town, ana)
    await mentoring.offer(town, ben)
    pair = await mentoring.propose(town, ana, ben)
    for each in (ana, ben):
        await mentoring.answer(town, each)
    meets_at = town.clock.now() + timedelta(days=3)
    async with town.network.write() as tx:
        await WebinarStore(tx).promise(webinar.id, town.person(ana).id, now=town.clock.now())
        await note(tx, pair.id, town.person(ana).id, meets_at, LASTS, now=town.clock.now())
        await note(tx, pair.id, town.person(ana).id, meets_at, LASTS, now=town.clock.now())

    card = mentoring.shown(await ana.slash(room, "calendar"))
    shown = card.embeds[0].description or ""
    for said in ("Unpaid overtime", "Buses that come on time", "Ben Carter", discord_time(webinar.starts_at)):
        assert said in shown
    address, told = await address_of(ana, card, "Make my link")
    status, body, headers = await fetch(town, address)
    assert (status, headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    found = starts(body)
    assert found[webinar.starts_at] == "Webinar"
    assert found[meets_at] == found[datetime.fromisoformat("2026-03-03T20:30Z")] == "Peer meeting"
    assert found[datetime.fromisoformat("2026-03-10T19:30Z")] == "Peer meeting", "the clocks went forward"
    for word in (b"Unpaid", b"Buses", b"Ben", b"Ana", b"Oak", b"lounge", b"entor", str(room.id).encode()):
        assert word not in body

    # what has not changed is not sent again, and what has is
    assert headers["Cache-Control"] == "private, no-cache"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert (await fetch(town, address, **{"If-None-Match": headers["ETag"]}))[:2] == (304, b"")
    await ana.slash(room, "meetup skip")
    status, body, _ = await fetch(town, address, **{"If-None-Match": headers["ETag"]})
    assert status == 200
    assert datetime.fromisoformat("2026-03-03T20:30Z") not in starts(body)
    async with town.network.write() as tx:
        unscheduled = update(webinars).where(tx.mine(webinars))
        await tx.execute(unscheduled.values(starts_at=webinar.starts_at + timedelta(hours=1)))
    moved = starts((await fetch(town, address))[1])
    assert webinar.starts_at not in moved
    assert moved[webinar.starts_at + timedelta(hours=1)] == "Webinar"

    # the link is nowhere but with her; another takes its place; a wrong one and one that ended are the same
    token = address.rsplit("/", 1)[1].removesuffix(".ics")
    async with town.network.read() as tx:
        [row] = await tx.rows(select(links).where(tx.mine(links)))
    assert token not in str(row)
    assert token not in caplog.text
    again = mentoring.shown(await ana.slash(room, "calendar"))
    assert token not in str(again.embeds[0].to_dict())
    newer, told = await address_of(ana, again, "Make a new link")
    assert [(await fetch(town, each))[0] for each in (address, newer)] == [404, 200]
    for wrong in (
        newer[:-6] + "x.ics",
        newer.replace(".ics", ""),
        newer.replace("/calendar/", "/calendar/f"),
        "/calendar/é.ics",
    ):
        assert (await fetch(town, wrong))[0] == 404
    async with town.network.write() as tx:
        await PeopleStore(tx).suspend(town.person(ana).id)
    assert (await fetch(town, newer))[0] == 404
    async with town.network.write() as tx:
        await PeopleStore(tx).set_state([town.person(ana).id], "active")
    for _ in range(70):
        status, _, headers = await fetch(town, newer)
    assert (status, int(headers["Retry-After"]) > 0) == (429, True)
    await ana.click(told, label="Switch this link off")
    town.clock.forward(timedelta(hours=2))
    assert (await fetch(town, newer))[0] == 404
    await _live_by_another_clock(town, ana)


async def _live_by_another_clock(town: Town, ana: Any) -> None:
    """Whoever chose a zone is understood by it, until they go back to their site's; no other word is kept as one."""
    room = town.channel(ROOM)
    offered = await ana.autocomplete(room, "calendar", "zone", "")
    assert [each["name"] for each in offered] == ["My site's", "America/Chicago"]
    assert await town.stranger("Sam").autocomplete(town.channel("lobby"), "calendar", "zone", "") == []
    assert "Pacific/Honolulu" in mentoring.words(await ana.slash(room, "calendar", zone="Pacific/Honolulu"))
    await ana.slash(room, "meetup start", when="2026-03-24 08:00", repeats="weekly", title="Early birds")
    assert discord_time(datetime.fromisoformat("2026-03-24T18:00Z")) in mentoring.words(
        await ana.slash(room, "calendar")
    )
    assert "on the list" in mentoring.words(await ana.slash(room, "calendar", zone="Gotham"))
    assert "Pacific/Honolulu" in mentoring.words(await ana.slash(room, "calendar"))
    assert "America/Chicago" in mentoring.words(await ana.slash(room, "calendar", zone="site"))
