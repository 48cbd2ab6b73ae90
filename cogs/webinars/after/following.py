"""What follows a webinar by itself, one transaction each: asked, closed, asked a month later, closed and forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.notices import Notices
from bot.outbox import Outbox
from bot.people.school import school_calendar
from bot.people.store import PeopleStore
from bot.visibility.admission.rooms import room_of_whole_audience
from bot.visibility.admission.spaces import AUDIENCES
from cogs.webinars.after import render
from cogs.webinars.after.rules import CAME_FOR, CHANGED_FOR, LATER, LOOKED_BACK, RoundKind, follow_ups
from cogs.webinars.after.store import AfterStore, Due
from cogs.webinars.store import WebinarStore
from config.texts import texts_for

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.keys.conversations import ConversationKeys
    from cogs.webinars.model import Webinar
    from config.texts import Texts

LONGEST = timedelta(hours=4)  # a webinar
ASKED_LATER = "webinars.changed"


async def plan(tx: Tx, network: Network, now: datetime) -> None:
    """Note what is owed for webinars that have come to their end."""
    store, school = AfterStore(tx), await school_calendar(tx, network.community)
    known = await store.known()
    for webinar in await unplanned(tx, now):
        if webinar.id not in known:
            later = school.due_after(webinar.ends_at, LATER)
            await store.owe(webinar.id, follow_ups(webinar.ends_at, later=later))


async def unplanned(tx: Tx, now: datetime) -> Sequence[Webinar]:
    """Return the webinars that ended lately, took place, and of which nothing is owed yet."""
    known = await AfterStore(tx).known()
    recent = await WebinarStore(tx).since(now - LOOKED_BACK - LONGEST)
    over = [each for each in recent if each.event_id is not None and now - LOOKED_BACK < each.ends_at <= now]
    return [each for each in over if each.id not in known and not each.is_cancelled]


async def carry_out(tx: Tx, keys: ConversationKeys, due: Due, t: Texts, *, key_id: str, now: datetime) -> None:
    """Do what is due for one webinar, once; `key_id` is a new key for a round, not used by every kind."""
    store, webinar = AfterStore(tx), await WebinarStore(tx).webinar(due.webinar_id)
    if webinar is None or not await store.settle(due, now=now):
        return
    if due.kind == "came" and now <= webinar.ends_at + CAME_FOR:
        await store.open(webinar.id, "after", key_id)
        await _ask_room(tx, webinar, t, now=now)
    if due.kind == "later":
        # a machine that was off: those who came have their days to answer all the same
        await store.put_off(webinar.id, {"changed": max(due.due_at, now) + CHANGED_FOR})
        await store.open(webinar.id, "later", key_id)
        await _ask_again(tx, webinar, now=now)
    if due.kind in ("rated", "changed"):
        await _close(tx, keys, webinar.id, "after" if due.kind == "rated" else "later")
    if due.kind == "changed":
        await store.forget_who(webinar.id)


async def _ask_room(tx: Tx, webinar: Webinar, t: Texts, *, now: datetime) -> None:
    audience = next(each for each in AUDIENCES if each == webinar.audience)
    room = await room_of_whole_audience(tx, audience)
    place = room.channel_id if room is not None else webinar.channel_id
    if place is not None:
        card = render.ended(t, webinar, hours=CAME_FOR // timedelta(hours=1))
        await Outbox(tx).post(place, card, now=now, key=f"webinars.ended:{webinar.id}")


async def _ask_again(tx: Tx, webinar: Webinar, *, now: datetime) -> None:
    for person_id in await AfterStore(tx).there(webinar.id):
        person = await PeopleStore(tx).person(person_id)
        if person is not None and person.state == "active":
            card = render.question(texts_for(person.locale), webinar, "changed")
            key = f"{ASKED_LATER}:{webinar.id}:{person.id}"
            await Notices(tx).tell(person.id, ASKED_LATER, card, now=now, key=key)


async def _close(tx: Tx, keys: ConversationKeys, webinar_id: int, kind: RoundKind) -> None:
    """End a round: its key is destroyed first, so that whatever happens then, nobody can tell who answered."""
    found = await AfterStore(tx).round(webinar_id, kind)
    if found is not None:
        if found.key_id is not None:
            keys.destroy(found.key_id)
        await AfterStore(tx).close(found)
