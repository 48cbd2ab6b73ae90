"""Opening a pair's thread: private, with exactly the two in it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.database.transaction import Tx
from bot.outbox import Effect, Retry
from bot.people.model import Person
from bot.visibility.admission.spaces import SpaceStore
from bot.visibility.keeping.exposures import request_look
from bot.visibility.server.snapshot import know_everybody
from bot.visibility.server.threads import inside
from cogs.mentoring.model import Pair
from cogs.mentoring.notice_cards import thread_name
from cogs.mentoring.opening import OPEN_THREAD, greet
from cogs.mentoring.rules import is_unsettled, why_to_end
from cogs.mentoring.store import MentoringStore

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

log = logging.getLogger(__name__)

UNSETTLED_SECONDS = 3600.0  # a steward looks into a question of supervision between the two
NO_CHANNEL_SECONDS = 600.0  # until somebody has run /setup again: the two keep what they said yes to
WEEK: Final = 10080  # Discord: minutes of silence after which a thread leaves the list; the longest it offers


@dataclass(frozen=True)
class _Plan:
    pair: Pair
    mentee: Person
    mentor: Person
    parent_id: int
    taken: frozenset[int]  # threads that belong to other pairs


async def open_thread(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Open the thread of a pair, add the two, greet them; run again, it finds what it had done."""
    async with network.read() as tx:
        plan = await _plan(tx, facts["pair_id"])
    if plan is None:
        return
    guild = house.guild_or_retry(network)
    await know_everybody(guild)
    parent = guild.get_channel(plan.parent_id)
    if not isinstance(parent, discord.TextChannel):
        log.warning("pair %s waits for a thread: the mentoring channel is gone", plan.pair.id)
        raise Retry(NO_CHANNEL_SECONDS)
    thread = await _begun(parent, plan) or await parent.create_thread(
        name=thread_name(plan.mentee, plan.mentor),
        type=discord.ChannelType.private_thread,
        invitable=False,
        auto_archive_duration=WEEK,
    )
    await _add_both(guild, thread, plan)
    async with network.write() as tx:
        is_wanted = await _record(tx, plan, thread, house.clock.now())
    if not is_wanted:
        await thread.delete()


async def _plan(tx: Tx, pair_id: int) -> _Plan | None:
    """Return what is to be done, None where nothing is left to do; raises `Retry` without a mentoring channel."""
    now_is = await MentoringStore(tx).situation()
    pair = now_is.pair(pair_id)
    if pair is None or pair.state != "open" or pair.channel_id is not None or why_to_end(pair, now_is):
        return None  # what must end is ended, kindly, by the sweep
    if is_unsettled(pair, now_is):
        raise Retry(UNSETTLED_SECONDS)
    space = await SpaceStore(tx).first("mentoring")
    if space is None:
        log.warning("pair %s waits for a thread: there is no mentoring channel", pair.id)
        raise Retry(NO_CHANNEL_SECONDS)
    mentee, mentor = now_is.people[pair.mentee_id], now_is.people[pair.mentor_id]
    taken = frozenset(thread.channel_id for thread in await SpaceStore(tx).all("thread"))
    return _Plan(pair, mentee, mentor, space.channel_id, taken)


async def _begun(parent: discord.TextChannel, plan: _Plan) -> discord.Thread | None:
    """Return the thread that an interrupted run left behind: ours, unrecorded, and nobody else in it."""
    ours = {parent.guild.me.id, plan.mentee.account_id, plan.mentor.account_id}
    for thread in parent.threads:
        if thread.owner_id != parent.guild.me.id or thread.id in plan.taken:
            continue
        if thread.name == thread_name(plan.mentee, plan.mentor):
            members = await inside(thread)
            if members is not None and members <= ours:
                return thread
    return None


async def _add_both(guild: discord.Guild, thread: discord.Thread, plan: _Plan) -> None:
    for person in (plan.mentee, plan.mentor):
        member = guild.get_member(person.account_id) if person.account_id is not None else None
        if member is None:
            log.warning("pair %s: person %s is not on the server", plan.pair.id, person.id)
            continue
        await thread.add_user(member)


async def _record(tx: Tx, plan: _Plan, thread: discord.Thread, now: datetime) -> bool:
    """Note the thread as a space and owe it its first card; tell whether it is wanted: the pair may be over by now."""
    store = MentoringStore(tx)
    pair = await store.pair(plan.pair.id)
    if pair is None or pair.state != "open":
        return False
    if pair.channel_id is not None:
        return pair.channel_id == thread.id
    await store.save_pair(replace(pair, channel_id=thread.id))
    await SpaceStore(tx).add("thread", None, thread.id, thread.name)
    await request_look(tx, channels=[thread.id], now=now)
    await greet(tx, pair.id, thread.id, now)
    return True


EFFECTS = {OPEN_THREAD: Effect(open_thread, is_idempotent=True)}
