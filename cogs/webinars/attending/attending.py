"""Taking a place, waiting for one, giving one up.

Writes of a network come one after the other, so a place that was free inside the block is free at its end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from bot.notices.telling import tell_people
from bot.people.store import PeopleStore
from bot.visibility.admission.promise import roster_of
from cogs.webinars.attending import render
from cogs.webinars.attending.store import PlaceStore
from cogs.webinars.model import Webinar
from cogs.webinars.rules import NotForYou, Over, is_open
from cogs.webinars.standing import is_of
from cogs.webinars.store import WebinarStore

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.people.model import Person
    from bot.visibility.admission.access import Roster


@dataclass(frozen=True)
class Standing:
    """How somebody stands: with a place, or at this turn on the waiting list (1: next), or neither."""

    webinar: Webinar
    coming: int
    has_place: bool
    turn: int | None = None


async def come(network: Network, webinar_id: int, person: Person, *, now: datetime) -> Standing:
    """Give somebody of the audience a place, or a turn on the waiting list; saying it twice is saying it once.

    Raises `Over` once it is over or cancelled, and `NotForYou`.
    """
    roster = await roster_of(network)
    async with network.write() as tx:
        webinar = await _open_webinar(tx, webinar_id, now)
        if not is_of(person, webinar.audience, roster):
            raise NotForYou
        before = await standing(tx, webinar, person.id)
        if before.has_place or before.turn is not None:
            return before
        if webinar.capacity is None or before.coming < webinar.capacity:
            await WebinarStore(tx).promise(webinar.id, person.id, now=now)
            return Standing(webinar, before.coming + 1, has_place=True)
        await PlaceStore(tx).wait(webinar.id, person.id, now=now)
        return await standing(tx, webinar, person.id)


async def standing(tx: Tx, webinar: Webinar, person_id: int) -> Standing:
    """Return how somebody stands."""
    holders, queue = await PlaceStore(tx).holders(webinar.id), await PlaceStore(tx).queue(webinar.id)
    turn = queue.index(person_id) + 1 if person_id in queue else None
    return Standing(webinar, len(holders), person_id in holders, turn)


async def standings(tx: Tx, webinars: Sequence[Webinar], person_id: int) -> list[Standing]:
    """Return how somebody stands to each of some webinars."""
    return [await standing(tx, webinar, person_id) for webinar in webinars]


async def stay_away(network: Network, webinar_id: int, person: Person, *, now: datetime) -> Standing:
    """Give up somebody's place or turn; whoever waits longest moves up and is told. Raises `Over`."""
    roster = await roster_of(network)
    async with network.write() as tx:
        webinar = await _open_webinar(tx, webinar_id, now)
        await give_up(tx, webinar, person.id, roster, now=now)
        return await standing(tx, webinar, person.id)


async def give_up(tx: Tx, webinar: Webinar, person_id: int, roster: Roster, *, now: datetime) -> None:
    """Take somebody off a webinar and let others move up."""
    await PlaceStore(tx).stop_waiting(webinar.id, person_id)
    if await PlaceStore(tx).leave(webinar.id, person_id):
        await move_up(tx, webinar, roster, now=now)


async def move_up(tx: Tx, webinar: Webinar, roster: Roster, *, now: datetime) -> None:
    """Fill free places from the waiting list, in turn; whoever may no longer come is passed over and taken off it."""
    if not is_open(webinar, now):
        return
    store = PlaceStore(tx)
    for person_id in await store.queue(webinar.id):
        if webinar.capacity is not None and await WebinarStore(tx).coming(webinar.id) >= webinar.capacity:
            return
        await store.stop_waiting(webinar.id, person_id)
        person = await PeopleStore(tx).person(person_id)
        if person is None or not is_of(person, webinar.audience, roster):
            continue
        await WebinarStore(tx).promise(webinar.id, person_id, now=now)
        key = f"webinars.moved_up:{webinar.id}:{int(now.timestamp())}"
        words = partial(render.moved_up, webinar=webinar)
        await tell_people(tx, [person_id], "webinars.moved_up", words, now=now, key=key)


async def _open_webinar(tx: Tx, webinar_id: int, now: datetime) -> Webinar:
    webinar = await WebinarStore(tx).webinar(webinar_id)
    if webinar is None or not is_open(webinar, now):
        raise Over
    return webinar
