"""Showing one's calendar, making its link, and ending it."""

from __future__ import annotations

from bot.errors import Unavailable
from bot.people.zones import zone_of
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.calendar import render
from cogs.calendar.clock import live_by
from cogs.calendar.gathering import AFTER, gather
from cogs.calendar.rules import PATH, new_token, token_hash
from cogs.calendar.store import LinkStore
from config.texts import N_

actions = Actions("calendar")


async def show(visit: Visit, zone: str = "") -> None:
    """Show what is ahead, in full, to the one it belongs to; keep the zone they chose, if they did."""
    person = await visit.person()
    if zone:
        person = await live_by(visit, person, zone)
    await visit.wait()
    entries = await gather(visit.house, visit.network, person.id, since=visit.now, until=visit.now + AFTER)
    async with visit.network.read() as tx:
        made_at, clock = await LinkStore(tx).made_at(person.id), await zone_of(tx, person)
    await visit.reply(render.ahead(visit.t, entries, made_at, clock.key))


@actions.on("make")
async def make(visit: Visit, _target: str) -> None:
    """Make a link in place of the one before, and show it once; raises `Unavailable` where no pages are reached."""
    person, public_url = await visit.person(), visit.house.settings.public_url
    if public_url is None:
        raise Unavailable(N_("The calendar link"))
    token = new_token(visit.network.id)
    async with visit.network.write() as tx:
        await LinkStore(tx).replace(person.id, token_hash(token), now=visit.now)
    await visit.reply(render.link(visit.t, f"{public_url}{PATH}{token}.ics"))


@actions.on("end")
async def end(visit: Visit, _target: str) -> None:
    """Let the link open nothing any more."""
    person = await visit.person()
    async with visit.network.write() as tx:
        await LinkStore(tx).drop(person.id)
    await visit.update(render.ended(visit.t))
