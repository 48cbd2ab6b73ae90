"""The sweep that posts each week's conversation starter, once in every room, however many processes look."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.outbox import Outbox
from bot.people.school import school_calendar
from bot.pulse import Sweep
from bot.visibility.admission.rooms import Room, read_rooms
from bot.visibility.admission.spaces import SpaceStore
from bot.visibility.server.language import texts_on
from cogs.rooms.starters.rules import made_at, may_ask, starter_card, topic_of_week, week_due
from cogs.rooms.starters.store import StarterStore

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.house import House
    from config.texts import Texts


async def ask_rooms(house: House, network: Network, now: datetime) -> None:
    """Owe every room its question of the week, from the morning of the week's first school day on.

    A week of school break has none, nor has a network that has switched it off; what was not asked is not made up for.
    """
    guild = house.guild(network)
    if guild is None or not network.community.rooms.starter:
        return
    async with network.write() as tx:
        await claim_and_post(tx, network, texts_on(guild), now)


async def claim_and_post(tx: Tx, network: Network, t: Texts, now: datetime) -> int:
    """Claim what is due and owe it to the rooms, in one transaction; returns how many rooms are asked."""
    school, asked = await school_calendar(tx, network.community), 0
    if not may_ask(now, school):
        return 0
    opened = {room.channel_id: room for room in await read_rooms(tx)}
    for space in await SpaceStore(tx).all("room"):
        room: Room | None = opened.get(space.channel_id)
        week = week_due(now, made_at(space.channel_id), school.zone)
        if week is None or (room is not None and room.is_closed):
            continue
        if not await StarterStore(tx).claim(space.channel_id, week, now=now):
            continue
        topic = topic_of_week(week, space.channel_id, network.community, room.topic if room is not None else None)
        card = starter_card(week, space.channel_id, topic, network.community, t)
        await Outbox(tx).post(space.channel_id, card, now=now, key=f"rooms.starter:{space.channel_id}:{week}")
        asked += 1
    return asked


SWEEPS = (Sweep("rooms.starters", every=timedelta(minutes=30), run=ask_rooms, needs_server=True),)
