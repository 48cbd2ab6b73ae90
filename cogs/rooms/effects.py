"""Making a room's channel and role on the server. Run again, each effect finds what it had done."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import discord

from bot.notices import Notices
from bot.outbox import Effect, Outbox, Retry
from bot.people.store import PeopleStore
from bot.visibility.access import Roster, request_sync
from bot.visibility.language import texts_on
from bot.visibility.room_upkeep import keep_room, room_due_on
from bot.visibility.rooms import Room, room_role, room_with
from bot.visibility.snapshot import know_everybody
from bot.visibility.spaces import SpaceStore
from bot.visibility.upkeep import in_discords_words, put_back_exactly, roles_there
from cogs.rooms.joining import CLEAR, READERS
from cogs.rooms.limits import FULL
from cogs.rooms.opened_cards import failed_card, first_card, topic_line
from cogs.rooms.opening import OPEN
from cogs.rooms.store import RoomStore
from config.texts import N_, texts_for

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

log = logging.getLogger(__name__)

REASON = N_("A member opened a room")  # read by stewards in the server's audit log
REASON_GONE = N_("The room it opened is gone")  # the same
AWAY_SECONDS = 5.0
NO_CATEGORY_SECONDS = 600.0  # until somebody has run /setup again
CLOCKS_DIFFER = timedelta(minutes=5)  # between this machine and Discord, at most
WHY_FULL = N_(
    "Discord takes no more roles or channels here. Look in /room list for a room that fits, or ask a steward to delete "
    "a closed one."
)
WHY_REFUSED = N_("Discord didn't let me make it. Ask a steward to run /setup, which says what is missing.")


@dataclass(frozen=True)
class _Plan:
    room: Room
    roster: Roster
    installed: Mapping[str, int]
    taken: frozenset[int]  # channels that are spaces already


async def open_room(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Make what a room that was asked for needs; where Discord refuses, whoever asked is told what to do."""
    plan = await _plan(network, facts["room_id"])
    if plan is None:
        return
    guild = house.guild(network)
    if guild is None:
        raise Retry(AWAY_SECONDS)
    await know_everybody(guild)
    category = guild.get_channel(plan.installed.get(f"category:{plan.room.audience}", 0))
    if not isinstance(category, discord.CategoryChannel):
        log.warning("room %s waits: its category is gone", plan.room.id)
        raise Retry(NO_CATEGORY_SECONDS)
    try:
        channel = await _make(network, category, plan)
    except discord.Forbidden:
        await _fail(house, network, plan.room, WHY_REFUSED)
    except discord.HTTPException as refused:
        if refused.code not in FULL:
            raise
        await _fail(house, network, plan.room, WHY_FULL)
    else:
        await _record(house, network, plan.room, channel)


async def _plan(network: Network, room_id: int) -> _Plan | None:
    async with network.read() as tx:
        room, spaces = await room_with(tx, room_id), SpaceStore(tx)
        if room is None or room.state != "asked":
            return None
        roster = await Roster.read(tx, network.community)
        taken = frozenset(space.channel_id for space in await spaces.all())
        return _Plan(room, roster, await spaces.installed(), taken)


async def _make(network: Network, category: discord.CategoryChannel, plan: _Plan) -> discord.TextChannel:
    guild, room, t = category.guild, plan.room, texts_on(category.guild)
    roles = dict(roles_there(guild, plan.installed))
    if room.kind == "joined" and room_role(room.id) not in roles:
        roles[room_role(room.id)] = await _role(network, guild, plan)
    due = room_due_on(guild, room, plan.roster, roles)
    begun = next((each for each in category.text_channels if _is_ours(each, plan)), None)
    if begun is not None:
        await put_back_exactly(begun, due, roles)
        return begun
    return await category.create_text_channel(
        room.name,
        topic=topic_line(room, network.community, t),
        overwrites=in_discords_words(guild, due, roles),
        reason=t(REASON),
    )


async def _role(network: Network, guild: discord.Guild, plan: _Plan) -> discord.Role:
    """Return the role of a room, without any permission; noted before anything else is made."""
    known = set(plan.installed.values())
    strays = (each for each in guild.roles if each.id not in known and not each.members and _is_ours(each, plan))
    role = next((each for each in strays if not each.permissions.value), None)
    if role is None:
        nothing, reason = discord.Permissions.none(), texts_on(guild)(REASON)
        role = await guild.create_role(name=plan.room.name, permissions=nothing, reason=reason)
    async with network.write() as tx:
        await SpaceStore(tx).install(room_role(plan.room.id), "role", role.id)
    return role


def _is_ours(thing: discord.TextChannel | discord.Role, plan: _Plan) -> bool:
    """Say whether an interrupted run made this: named so, noted nowhere, made after the room was asked for."""
    asked_at = plan.room.asked_at
    is_young = asked_at is not None and thing.created_at >= asked_at - CLOCKS_DIFFER
    return is_young and thing.name == plan.room.name and thing.id not in plan.taken


async def _record(house: House, network: Network, room: Room, channel: discord.TextChannel) -> None:
    now, t = house.clock.now(), texts_on(channel.guild)
    async with network.write() as tx:
        if not await RoomStore(tx).opened(room.id, channel.id):
            return
        await SpaceStore(tx).add("room", room.audience, channel.id, channel.name)
        destination = f"channel:{channel.id}"
        await Outbox(tx).carry_out("setup.card", {"channel_id": channel.id}, destination=destination, now=now)
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
    guild = house.guild(network)
    if guild is None:
        raise Retry(AWAY_SECONDS)
    async with network.read() as tx:
        room = await room_with(tx, facts["room_id"])
    channel = guild.get_channel(room.channel_id or 0) if room is not None else None
    if isinstance(channel, discord.TextChannel):
        await keep_room(network, channel)


async def clear(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Delete the role of a room that is gone."""
    guild = house.guild(network)
    if guild is None:
        raise Retry(AWAY_SECONDS)
    async with network.read() as tx:
        installed = await SpaceStore(tx).installed("role")
    role = guild.get_role(installed.get(facts["key"], 0))
    if role is not None:
        await role.delete(reason=texts_on(guild)(REASON_GONE))
    async with network.write() as tx:
        await SpaceStore(tx).uninstall(facts["key"])


EFFECTS = {
    OPEN: Effect(open_room, is_idempotent=True),
    READERS: Effect(put_readers_right, is_idempotent=True),
    CLEAR: Effect(clear, is_idempotent=True),
}
