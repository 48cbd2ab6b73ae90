"""Looking after what happened on Discord: an event by hand, a thread that is gone, people who are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from bot.outbox import Outbox
from bot.visibility.admission.promise import roster_of
from cogs.webinars.attending.attending import give_up, move_up
from cogs.webinars.attending.store import PlaceStore
from cogs.webinars.keeping import render
from cogs.webinars.keeping.events import seen_of
from cogs.webinars.keeping.rules import is_in_line
from cogs.webinars.planning import owe_event
from cogs.webinars.proposing.joining import lose
from cogs.webinars.proposing.proposing import owe_thread
from cogs.webinars.proposing.store import ProposalStore
from cogs.webinars.standing import is_of
from cogs.webinars.store import WebinarStore
from cogs.webinars.telling import tell_makers

if TYPE_CHECKING:
    import discord

    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.house import House
    from bot.people.model import Person
    from bot.visibility.admission.access import Roster
    from cogs.webinars.model import Webinar
    from cogs.webinars.proposing.model import Proposal


async def look(house: House, network: Network, now: datetime) -> None:
    """Notice whatever no event told of, because nobody was connected; before all members are known, nothing."""
    guild = house.guild(network)
    if guild is None or not guild.chunked:
        return
    async with network.read() as tx:
        is_any = any(webinar.event_id is not None for webinar in await WebinarStore(tx).since(now))
    if is_any:
        await compare_events(network, await guild.fetch_scheduled_events(with_counts=False), now)
    await look_at_people(guild, network, now)


async def compare_events(network: Network, told: Iterable[discord.ScheduledEvent], now: datetime) -> None:
    """Put back what differs from the webinars ahead; `told` are all events of the server."""
    events = {event.id: event for event in told}
    async with network.read() as tx:
        ahead = [webinar for webinar in await WebinarStore(tx).since(now) if webinar.event_id is not None]
    for webinar in ahead:
        event = events.get(webinar.event_id or 0)
        if not is_in_line(seen_of(event) if event else None, webinar, webinar.channel_id):
            await put_back(network, webinar.id, now)


async def put_back(network: Network, webinar_id: int, now: datetime) -> None:
    """Owe that a webinar's event is as it should be, and tell those who make it; not while we are changing it."""
    async with network.write() as tx:
        webinar = await WebinarStore(tx).webinar(webinar_id)
        if webinar is None or not webinar.is_ahead(now) or await Outbox(tx).owes(f"webinar:{webinar_id}"):
            return
        await owe_event(tx, webinar_id, now)
        key = f"webinars.lost:{webinar_id}:{webinar.sequence}:{now:%Y%m%d%H}"
        await tell_makers(tx, webinar, partial(render.lost, webinar=webinar), now=now, key=key)


async def heard_of(network: Network, event: discord.ScheduledEvent, now: datetime, *, is_deleted: bool = False) -> None:
    """Look at an event that Discord says was changed or deleted."""
    async with network.read() as tx:
        webinar = await WebinarStore(tx).of_event(event.id)
    if webinar is None or not webinar.is_ahead(now):
        return
    if is_deleted or not is_in_line(seen_of(event), webinar, webinar.channel_id):
        await put_back(network, webinar.id, now)


async def look_at_people(guild: discord.Guild, network: Network, now: datetime) -> None:
    """Take whoever is gone off teams, out of threads and off the list of those who come.

    Before all members are known, nothing: whoever Discord has yet to tell of is not gone.
    """
    if not guild.chunked:
        return
    roster = await roster_of(network)
    here = {member.id for member in guild.members}
    threads = {thread.id for thread in guild.threads}
    async with network.read() as tx:
        is_needed = await ProposalStore(tx).where_state("seeking", "planning", "scheduled") or await WebinarStore(
            tx
        ).since(now)
    if not is_needed:
        return
    async with network.write() as tx:
        for proposal in await ProposalStore(tx).where_state("seeking", "planning", "scheduled"):
            if not await _is_over(tx, proposal, now):
                for person in _gone(roster, proposal.audience, proposal.parts, here):
                    await lose(tx, proposal, person, now=now)
                if proposal.thread_id is not None and proposal.thread_id not in threads:
                    await owe_thread(tx, proposal, now)  # archived, or deleted while nobody was connected
        for webinar in await WebinarStore(tx).since(now):
            await _free_places(tx, webinar, roster, here, now)


async def _is_over(tx: Tx, proposal: Proposal, now: datetime) -> bool:
    webinar = await WebinarStore(tx).webinar(proposal.webinar_id) if proposal.webinar_id is not None else None
    return webinar is not None and not webinar.is_ahead(now)


def _gone(roster: Roster, audience: str, person_ids: Collection[int], here: Collection[int]) -> list[Person]:
    """Return those of these people who have left the server, the roster or the audience."""
    asked = set(person_ids)
    people = [person for person in roster.people if person.id in asked]
    return [each for each in people if each.account_id not in here or not is_of(each, audience, roster)]


async def _free_places(tx: Tx, webinar: Webinar, roster: Roster, here: Collection[int], now: datetime) -> None:
    coming = [*await PlaceStore(tx).holders(webinar.id), *await PlaceStore(tx).queue(webinar.id)]
    for person in _gone(roster, webinar.audience, coming, here):
        await give_up(tx, webinar, person.id, roster, now=now)
    if webinar.capacity is not None:
        await move_up(tx, webinar, roster, now=now)  # an erasure frees a place without a word
