"""What rooms owe to the server. Run again, each effect finds what it had done."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord

from bot.notices import Notices
from bot.outbox import Effect, Outbox, Retry
from bot.people.store import PeopleStore
from bot.visibility.admission.access import request_sync
from bot.visibility.admission.rooms import Room, room_role, room_with
from bot.visibility.admission.spaces import SpaceStore
from bot.visibility.keeping.exposures import request_card
from bot.visibility.keeping.room_upkeep import keep_room
from bot.visibility.server.language import texts_on
from bot.visibility.server.snapshot import know_everybody
from cogs.rooms.opened.joining import CLEAR, MEND, READERS
from cogs.rooms.opened.limits import FULL
from cogs.rooms.opened.making import make_channel, make_role, plan
from cogs.rooms.opened.opening import OPEN
from cogs.rooms.opened.render import failed_card, first_card
from cogs.rooms.opened.store import RoomStore
from config.texts import N_, texts_for

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

log = logging.getLogger(__name__)

REASON = N_("The room it opened is gone")  # read by stewards in the server's audit log
NO_CATEGORY_SECONDS = 600.0  # until somebody has run /setup again
WHY_FULL = N_(
    "Discord takes no more roles or channels here. Look in /room list for a room that fits, or ask a steward to delete "
    "a closed one."
)
WHY_REFUSED = N_("Discord didn't let me make it. Ask a steward to run /setup, which says what is missing.")


async def open_room(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Make what a room that was asked for needs; where Discord refuses, whoever asked is told what to do."""
    made = await plan(network, facts["room_id"], "asked")
    if made is None:
        return
    guild = house.guild_or_retry(network)
    await know_everybody(guild)
    category = guild.get_channel(made.installed.get(f"category:{made.room.audience}", 0))
    if not isinstance(category, discord.CategoryChannel):
        log.warning("room %s waits: its category is gone", made.room.id)
        raise Retry(NO_CATEGORY_SECONDS)
    try:
        channel = await make_channel(network, category, made)
    except discord.Forbidden:
        await _fail(house, network, made.room, WHY_REFUSED)
    except discord.HTTPException as refused:
        if refused.code not in FULL:
            raise
        await _fail(house, network, made.room, WHY_FULL)
    else:
        await _record(house, network, made.room, channel)


async def _record(house: House, network: Network, room: Room, channel: discord.TextChannel) -> None:
    now, t = house.clock.now(), texts_on(channel.guild)
    async with network.write() as tx:
        if not await RoomStore(tx).opened(room.id, channel.id):
            return
        await SpaceStore(tx).add("room", room.audience, channel.id, channel.name)
        await request_card(tx, channel.id, now=now)
        card = first_card(replace(room, channel_id=channel.id), network.community, t)
        await Outbox(tx).post(channel.id, card, now=now, key=f"rooms.first_card:{room.id}")
        for person_id in sorted(room.members):
            await request_sync(tx, person_id, now=now)


async def _fail(house: House, network: Network, room: Room, why: str) -> None:
    """Give the room up, take back its role, and tell whoever asked for it."""
    now = house.clock.now()
    async with network.write() as tx:
        if not await RoomStore(tx).fail(room.id):
            return
        facts = {"key": room_role(room.id)}
        await Outbox(tx).carry_out(CLEAR, facts, destination=f"room:{room.id}", now=now)
        opener = await PeopleStore(tx).person(room.opener_id) if room.opener_id is not None else None
        if opener is not None:
            t = texts_for(opener.locale)
            key = f"rooms.failed:{room.id}"
            await Notices(tx).tell(opener.id, "rooms.failed", failed_card(room, t(why), t), now=now, key=key)


async def put_readers_right(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Give a room the overwrites that are due now: after it was closed, nobody writes in it."""
    guild = house.guild_or_retry(network)
    async with network.read() as tx:
        room = await room_with(tx, facts["room_id"])
    channel = guild.get_channel(room.channel_id or 0) if room is not None else None
    if isinstance(channel, discord.TextChannel):
        await keep_room(network, channel)


async def mend(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Make the role of a joined room anew where somebody deleted it, and give it to the room's readers."""
    guild, made = house.guild_or_retry(network), await plan(network, facts["room_id"], "open", "closed")
    if made is None or made.room.kind != "joined":
        return
    if guild.get_role(made.installed.get(room_role(made.room.id), 0)) is None:
        await make_role(network, guild, made)
    channel = guild.get_channel(made.room.channel_id or 0)
    if isinstance(channel, discord.TextChannel):
        await keep_room(network, channel)
    async with network.write() as tx:
        for person_id in sorted(made.room.members):
            await request_sync(tx, person_id, now=house.clock.now())


async def clear(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Delete the role of a room that is gone."""
    guild = house.guild_or_retry(network)
    async with network.read() as tx:
        installed = await SpaceStore(tx).installed("role")
    role = guild.get_role(installed.get(facts["key"], 0))
    if role is not None:
        await role.delete(reason=texts_on(guild)(REASON))
    async with network.write() as tx:
        await SpaceStore(tx).uninstall(facts["key"])


EFFECTS = {
    OPEN: Effect(open_room, is_idempotent=True),
    READERS: Effect(put_readers_right, is_idempotent=True),
    MEND: Effect(mend, is_idempotent=True),
    CLEAR: Effect(clear, is_idempotent=True),
}
