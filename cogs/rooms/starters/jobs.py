"""The sweep that posts each week's conversation starter, once in every room, however many processes look."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.calendar.rules import zone_for
from bot.outbox import Outbox
from bot.people.sites import SiteStore
from bot.pulse import Sweep
from bot.visibility.language import texts_on
from bot.visibility.rooms import Room, read_rooms
from bot.visibility.spaces import SpaceStore
from cogs.rooms.starters.rules import made_at, starter_card, topic_of_week, week_due
from cogs.rooms.starters.store import StarterStore

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.house import House
    from config.texts import Texts


async def ask_rooms(house: House, network: Network, now: datetime) -> None:
    """Owe every room its question of the week, from Monday morning on; nothing where the network has switched it off.

    School breaks do not pause it yet: the network has no school calendar.
    """
    guild = house.guild(network)
    if guild is None or not network.community.rooms.starter:
        return
    async with network.write() as tx:
        await claim_and_post(tx, network, texts_on(guild), now)


async def claim_and_post(tx: Tx, network: Network, t: Texts, now: datetime) -> int:
    """Claim what is due and owe it to the rooms, in one transaction; returns how many rooms are asked."""
    zone, asked = await _zone(tx), 0
    opened = {room.channel_id: room for room in await read_rooms(tx)}
    for space in await SpaceStore(tx).all("room"):
        room: Room | None = opened.get(space.channel_id)
        week = week_due(now, made_at(space.channel_id), zone)
        if week is None or (room is not None and room.is_closed):
            continue
        if not await StarterStore(tx).claim(space.channel_id, week, now=now):
            continue
        topic = topic_of_week(week, space.channel_id, network.community, room.topic if room is not None else None)
        card = starter_card(week, space.channel_id, topic, network.community, t)
        await Outbox(tx).post(space.channel_id, card, now=now, key=f"rooms.starter:{space.channel_id}:{week}")
        asked += 1
    return asked


async def _zone(tx: Tx) -> ZoneInfo:
    return zone_for(None, [site.time_zone for site in await SiteStore(tx).all()])


SWEEPS = (Sweep("rooms.starters", every=timedelta(minutes=30), run=ask_rooms),)
