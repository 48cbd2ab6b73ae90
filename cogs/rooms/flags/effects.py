"""Threads follow a flag: whoever is kept out is taken out, and comes back when nothing keeps them out any more."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import discord

from bot.outbox import Effect
from bot.people.store import PeopleStore
from bot.visibility.keeping.who import Look
from bot.visibility.server.snapshot import know_everybody
from cogs.rooms.flags.flagging import THREADS

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

log = logging.getLogger(__name__)


async def put_threads_right(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Take a person out of these threads, or put them back, whichever the roster and the flags say now."""
    guild = house.guild_or_retry(network)
    await know_everybody(guild)
    async with network.read() as tx:
        person = await PeopleStore(tx).person(facts["person_id"])
    member = guild.get_member(person.account_id) if person is not None and person.account_id is not None else None
    if member is None:
        return
    look = await Look.at(network, guild)
    for thread_id in facts["threads"]:
        try:
            await _put_right(look, guild, thread_id, member)
        except (discord.NotFound, discord.Forbidden) as refused:
            log.warning("thread %s could not be put right (%s)", thread_id, refused.code)


async def _put_right(look: Look, guild: discord.Guild, thread_id: int, member: discord.Member) -> None:
    thread = guild.get_channel_or_thread(thread_id) or await guild.fetch_channel(thread_id)
    if not isinstance(thread, discord.Thread):
        return
    inside = {each.id for each in await thread.fetch_members()}
    meant = look.promise.meant_among(thread_id, {member.id}, inside | {member.id})
    is_meant, is_inside = meant is None or member.id in meant, member.id in inside
    if is_meant == is_inside:
        return
    if thread.archived:
        await thread.edit(archived=False)  # Discord changes the members of an archived thread for nobody
    await (thread.add_user(member) if is_meant else thread.remove_user(member))


EFFECTS = {THREADS: Effect(put_threads_right, is_idempotent=True)}
