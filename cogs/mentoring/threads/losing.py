"""A pair's thread that was deleted on Discord: another one is owed, and the two are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from bot.notices import Notices
from bot.people.store import PeopleStore
from bot.visibility.admission.spaces import SpaceStore
from cogs.mentoring.notice_cards import thread_lost
from cogs.mentoring.opening import owe_thread
from cogs.mentoring.rules import without_thread
from cogs.mentoring.store import MentoringStore
from config.texts import texts_for

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from cogs.mentoring.model import Pair

LOST: Final = "mentoring.thread_lost"  # the kind of notice


async def heard_of(network: Network, thread_id: int, now: datetime) -> None:
    """Note that a thread was deleted, if it is an open pair's; twice is once."""
    async with network.write() as tx:
        for pair in await MentoringStore(tx).with_threads():
            if pair.channel_id == thread_id:
                await _lose(tx, pair, now)


async def look(network: Network, now: datetime) -> None:
    """Note every open pair whose thread is a space no more: the upkeep of spaces has found that it is gone."""
    async with network.read() as tx:
        pairs, spaces = await MentoringStore(tx).with_threads(), await SpaceStore(tx).all("thread")
    for pair in without_thread(pairs, {space.channel_id for space in spaces}):
        await heard_of(network, pair.channel_id or 0, now)


async def _lose(tx: Tx, pair: Pair, now: datetime) -> None:
    await MentoringStore(tx).save_pair(replace(pair, channel_id=None))
    await owe_thread(tx, pair, now)
    people = await PeopleStore(tx).some({pair.mentee_id, pair.mentor_id})
    for person in people.values():
        card = thread_lost(texts_for(person.locale), people[pair.partner_of(person.id)].name)
        await Notices(tx).tell(person.id, LOST, card, now=now, key=f"{LOST}:{pair.channel_id}:{person.id}")
