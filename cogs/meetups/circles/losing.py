"""A circle's thread that was deleted on Discord: another one is owed, and what met there meets in that."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.visibility.admission.circles import CircleStore, owe_thread
from bot.visibility.admission.spaces import SpaceStore

if TYPE_CHECKING:
    from bot.database.network import Network


async def heard_of(network: Network, thread_id: int, now: datetime) -> None:
    """Note that a thread was deleted, if it is a circle's; twice is once."""
    async with network.write() as tx:
        circle = await CircleStore(tx).at(thread_id)
        if circle is not None:
            await CircleStore(tx).lost(circle.id)
            await owe_thread(tx, circle.id, now=now, instead_of=thread_id)


async def look(network: Network, now: datetime) -> None:
    """Note every circle whose thread is a space no more: the upkeep of spaces has found that it is gone."""
    async with network.read() as tx:
        circles = await CircleStore(tx).with_threads()
        threads = {space.channel_id for space in await SpaceStore(tx).all("thread")}
    for circle in circles:
        if circle.channel_id is not None and circle.channel_id not in threads:
            await heard_of(network, circle.channel_id, now)
