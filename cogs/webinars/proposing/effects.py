"""The team's thread: private, in the audience's room, with exactly the team in it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.outbox import Effect, Retry
from bot.visibility.admission.promise import roster_of
from bot.visibility.admission.rooms import room_of_whole_audience
from bot.visibility.admission.spaces import SpaceStore
from bot.visibility.keeping.exposures import request_look
from bot.visibility.server.language import texts_on
from bot.visibility.server.snapshot import know_everybody
from bot.visibility.server.threads import inside, thread_on
from cogs.webinars.proposing.proposing import KEEP_CARDS, KEEP_THREAD, owe_cards, owe_thread
from cogs.webinars.proposing.showing import keep_cards
from cogs.webinars.proposing.store import ProposalStore
from cogs.webinars.standing import is_of

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House
    from cogs.webinars.proposing.model import Proposal

log = logging.getLogger(__name__)

NO_ROOM_SECONDS = 600.0  # until /setup has been run again, or the room is no longer locked
WEEK: Final = 10080  # Discord: minutes of silence after which a thread leaves the list; the longest it offers
MOST_NAME = 100  # Discord: a thread's name


async def keep_thread(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Open a team's thread where there is none, and bring who is in it into line; run again, it changes nothing."""
    async with network.read() as tx:
        proposal = await ProposalStore(tx).proposal(facts["proposal_id"])
    guild = house.guild_or_retry(network)
    await know_everybody(guild)
    if proposal is None or proposal.state not in ("planning", "scheduled"):
        return
    accounts = await _team_accounts(network, proposal)
    thread = await _thread(guild, proposal) or await _opened(network, guild, proposal)
    inside = {member.id for member in await thread.fetch_members()}
    missing = [member for each in sorted(accounts - inside) if (member := guild.get_member(each)) is not None]
    leaving: int = facts["leaving"] or 0
    is_left = leaving in inside - accounts and guild.get_member(leaving) is not None
    if thread.archived and (missing or is_left):
        await thread.edit(archived=False)
    for member in missing:
        await thread.add_user(member)
    if is_left:
        await thread.remove_user(discord.Object(leaving))
    await _note(house, network, proposal, thread)


async def _team_accounts(network: Network, proposal: Proposal) -> frozenset[int]:
    """Return the accounts of those on the team whom the audience's spaces are open to now."""
    roster = await roster_of(network)
    people = [person for person in roster.people if person.id in proposal.team and person.account_id is not None]
    return frozenset(each.account_id for each in people if each.account_id and is_of(each, proposal.audience, roster))


async def _thread(guild: discord.Guild, proposal: Proposal) -> discord.Thread | None:
    """Return the team's thread, archived or not; None where there is none or it was deleted."""
    if proposal.thread_id is None:
        return None
    return await thread_on(guild, proposal.thread_id)


async def _opened(network: Network, guild: discord.Guild, proposal: Proposal) -> discord.Thread:
    """Return the thread that an interrupted run left behind, else a new one; raises `Retry` without a channel for it.

    It hangs on the audience's room or, as leads and principals have none by themselves, on the channel that private
    threads of pairs hang on: all members see that channel, and nobody the threads they are not in.
    """
    async with network.read() as tx:
        places = [await room_of_whole_audience(tx, proposal.audience), await SpaceStore(tx).first("mentoring")]
        taken = {space.channel_id for space in await SpaceStore(tx).all("thread")}
    channels = [guild.get_channel(place.channel_id) for place in places if place is not None]
    parent = next((each for each in channels if isinstance(each, discord.TextChannel)), None)
    if parent is None or not parent.permissions_for(guild.me).create_private_threads:
        log.warning("proposal %s waits for a thread: there is no channel for it", proposal.id)
        raise Retry(NO_ROOM_SECONDS)
    name = texts_on(guild)("Webinar: {title}", title=proposal.title)[:MOST_NAME]
    for thread in parent.threads:
        is_ours = (thread.owner_id, thread.name) == (guild.me.id, name) and thread.id not in taken
        if is_ours and await inside(thread) is not None:
            return thread
    return await parent.create_thread(
        name=name, type=discord.ChannelType.private_thread, invitable=False, auto_archive_duration=WEEK
    )


async def _note(house: House, network: Network, proposal: Proposal, thread: discord.Thread) -> None:
    """Note the thread as a space, have looked who reads it, and owe a new one its checklist."""
    now = house.clock.now()
    async with network.write() as tx:
        if proposal.thread_id != thread.id:
            await ProposalStore(tx).change(proposal.id, thread_id=thread.id, checklist_message_id=None)
            await SpaceStore(tx).add("thread", None, thread.id, thread.name)
            await owe_cards(tx, proposal.id, now)
        await request_look(tx, channels=[thread.id], now=now)


async def forget_thread(house: House, network: Network, thread_id: int) -> None:
    """Owe a team another thread where theirs was deleted."""
    async with network.write() as tx:
        proposal = await ProposalStore(tx).of_thread(thread_id)
        if proposal is None:
            return
        await ProposalStore(tx).change(proposal.id, thread_id=None)
        await owe_thread(tx, proposal, house.clock.now())


EFFECTS = {KEEP_THREAD: Effect(keep_thread), KEEP_CARDS: Effect(keep_cards)}
