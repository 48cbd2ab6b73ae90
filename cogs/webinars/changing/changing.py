"""Giving a webinar another time, or calling it off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from bot.calendar.when import parse_when
from bot.errors import Gone
from bot.people.store import PeopleStore
from bot.people.zones import zone_of
from cogs.webinars.changing import render
from cogs.webinars.changing.rules import NotYours, SameTime
from cogs.webinars.changing.telling import tell_everyone
from cogs.webinars.model import Webinar
from cogs.webinars.planning import owe_event
from cogs.webinars.proposing.proposing import owe_cards
from cogs.webinars.proposing.store import ProposalStore
from cogs.webinars.reminding.store import ReminderStore
from cogs.webinars.rules import check_ahead
from cogs.webinars.store import WebinarStore

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.people.model import Person


async def move(network: Network, webinar_id: int, person: Person, written: str, *, now: datetime) -> Webinar:
    """Give a webinar another start, by the clock of whoever typed it; places stay, reminders are planned anew.

    Raises what `parse_when` raises, `TooFarAhead`, `SameTime`, `NotYours` or `Gone`.
    """
    async with network.write() as tx:
        before = await _changeable(tx, webinar_id, person, now)
        starts_at = check_ahead(written, parse_when(written, await zone_of(tx, person), now=now), now)
        if starts_at == before.starts_at:
            raise SameTime
        await WebinarStore(tx).move(webinar_id, starts_at)
        await ReminderStore(tx).plan(webinar_id, starts_at, now=now)
        await owe_event(tx, webinar_id, now)
        webinar = await _changeable(tx, webinar_id, person, now)
        words = partial(render.moved, webinar=webinar, before=before.starts_at)
        await tell_everyone(tx, webinar, "webinars.moved", words, now=now)
    return webinar


async def cancel(network: Network, webinar_id: int, person: Person, reason: str, *, now: datetime) -> Webinar:
    """Call a webinar off, and tell everybody why in the words given. Raises `NotYours` or `Gone`."""
    async with network.write() as tx:
        await _changeable(tx, webinar_id, person, now)
        await WebinarStore(tx).cancel(webinar_id, now=now)
        await ReminderStore(tx).drop(webinar_id)
        await owe_event(tx, webinar_id, now)
        webinar = await WebinarStore(tx).webinar(webinar_id)
        if webinar is None:
            raise Gone
        words = partial(render.cancelled, webinar=webinar, reason=" ".join(reason.split()))
        await tell_everyone(tx, webinar, "webinars.cancelled", words, now=now)
        proposal = await ProposalStore(tx).of_webinar(webinar_id)
        if proposal is not None:
            await ProposalStore(tx).change(proposal.id, state="dropped")
            await owe_cards(tx, proposal.id, now)
    return webinar


async def changeable_by(tx: Tx, person: Person, now: datetime) -> Sequence[Webinar]:
    """Return the webinars ahead that somebody may change, the next one first."""
    ahead = await WebinarStore(tx).since(now)
    return [webinar for webinar in ahead if await _may_change(tx, webinar, person)]


async def _changeable(tx: Tx, webinar_id: int, person: Person, now: datetime) -> Webinar:
    webinar = await WebinarStore(tx).webinar(webinar_id)
    if webinar is None or not webinar.is_ahead(now):
        raise Gone
    if not await _may_change(tx, webinar, person):
        raise NotYours
    return webinar


async def _may_change(tx: Tx, webinar: Webinar, person: Person) -> bool:
    if person.id == webinar.proposer_id or await PeopleStore(tx).is_steward(person.id):
        return True
    proposal = await ProposalStore(tx).of_webinar(webinar.id)
    return proposal is not None and person.id in proposal.team
