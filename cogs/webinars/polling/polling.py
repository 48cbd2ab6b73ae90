"""Asking when, ticking what works, and making the date of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.calendar.when import parse_when
from bot.notices.telling import tell_people
from bot.outbox import Outbox
from bot.people.store import PeopleStore
from bot.people.zones import zone_of, zones_of
from bot.visibility.admission.promise import roster_of
from cogs.webinars.model import Plan
from cogs.webinars.planning import plan_webinar
from cogs.webinars.polling import render
from cogs.webinars.polling.rules import (
    HasADate,
    NoSuchTime,
    NotPlannedYet,
    Reach,
    Slot,
    by_reach,
    lines_of,
    new_times,
)
from cogs.webinars.polling.store import SlotStore
from cogs.webinars.proposing.joining import check_team
from cogs.webinars.proposing.proposing import open_proposal, owe_cards
from cogs.webinars.proposing.store import ProposalStore
from cogs.webinars.rules import NotForYou, check_ahead
from cogs.webinars.standing import is_of
from cogs.webinars.telling import place_for, tell_team

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.people.model import Person
    from cogs.webinars.proposing.model import Proposal


@dataclass(frozen=True)
class Poll:
    """What is asked about a proposal, whom each time reaches, and by whose clocks."""

    proposal: Proposal
    slots: Sequence[Slot]
    reach: Sequence[Reach]  # of the times ahead, the best first
    zones: Sequence[ZoneInfo]  # of the team and the supporters


async def read_poll(tx: Tx, proposal: Proposal, now: datetime) -> Poll:
    """Return the poll of a proposal as it stands."""
    people = {person.id: person for person in await PeopleStore(tx).people() if person.state == "active"}
    slots = await SlotStore(tx).of(proposal.id)
    site_of = {person.id: person.site_id for person in people.values()}
    zones = await zones_of(tx, [people[each] for each in proposal.parts if each in people])
    several = sorted(set(zones.values()), key=lambda zone: zone.key)
    return Poll(proposal, slots, by_reach(slots, site_of, proposal.who("speaker"), now=now), several)


async def suggest(network: Network, proposal_id: int, person: Person, written: str, *, now: datetime) -> Poll:
    """Ask about the times somebody of the team typed, each by the clock of their own site; all of them, or none.

    Raises what `parse_when` and `lines_of` raise, `TooFarAhead`, `TooManyTimes`, `NotOnTheTeam`, `NotPlannedYet`,
    `HasADate` or `Gone`.
    """
    lines = lines_of(written)
    async with network.write() as tx:
        proposal = await open_proposal(tx, proposal_id, now)
        await check_team(tx, proposal, person.id)
        check_planning(proposal)
        zone = await zone_of(tx, person)
        times = [check_ahead(line, parse_when(line, zone, now=now), now) for line in lines]
        known = [slot.starts_at for slot in await SlotStore(tx).of(proposal_id)]
        fresh = new_times(times, known)
        await SlotStore(tx).add(proposal_id, fresh)
        poll = await read_poll(tx, proposal, now)
        if fresh:
            await _ask(tx, poll, now)
    return poll


def check_planning(proposal: Proposal) -> None:
    """Let pass a proposal whose team looks for a time; raises NotPlannedYet or HasADate."""
    if proposal.state == "seeking":
        raise NotPlannedYet
    if proposal.state != "planning":
        raise HasADate


async def _ask(tx: Tx, poll: Poll, now: datetime) -> None:
    """Show the poll to the team and the audience, and tell those who support the proposal that it is there."""
    proposal, key = poll.proposal, f"webinars.poll:{poll.proposal.id}:{len(poll.slots)}"
    words = partial(render.poll_card, proposal=proposal, slots=poll.slots, reach=poll.reach, zones=poll.zones)
    for place in {proposal.thread_id, await place_for(tx, proposal.audience)} - {None}:
        if place is not None:
            await Outbox(tx).say(place, words, now=now, key=f"{key}:{place}")
    others = set(proposal.who("supporter"))
    asked = f"webinars.asked:{proposal.id}"
    await tell_people(tx, others, "webinars.when", lambda t: render.asked(t, proposal), now=now, key=asked)


async def poll_for(network: Network, proposal_id: int, person: Person, *, now: datetime) -> Poll:
    """Return the poll for somebody of the audience or the team; raises `Gone`, `NotForYou` or what it waits for."""
    roster = await roster_of(network)
    async with network.read() as tx:
        proposal = await open_proposal(tx, proposal_id, now)
        if not is_of(person, proposal.audience, roster):
            await _check_steward(tx, person)
        check_planning(proposal)
        return await read_poll(tx, proposal, now)


async def _check_steward(tx: Tx, person: Person) -> None:
    if not await PeopleStore(tx).is_steward(person.id):
        raise NotForYou


async def tick(network: Network, proposal_id: int, person: Person, chosen: Sequence[int], *, now: datetime) -> Poll:
    """Note which times work for somebody, instead of what they said before."""
    poll = await poll_for(network, proposal_id, person, now=now)
    async with network.write() as tx:
        ahead = [slot.id for slot in poll.slots if slot.starts_at > now]
        await SlotStore(tx).tick(person.id, ahead, chosen)
        return await read_poll(tx, await open_proposal(tx, proposal_id, now), now)


async def slot_for(network: Network, proposal_id: int, slot_id: int, person: Person, *, now: datetime) -> Slot:
    """Return the time that somebody of the team wants to make the date; raises what `confirm` raises."""
    async with network.read() as tx:
        return (await _chosen(tx, proposal_id, slot_id, person, now))[1]


async def confirm(network: Network, proposal_id: int, slot_id: int, person: Person, *, now: datetime) -> int:
    """Make one of the times the date: a webinar, its event, its reminders. Returns the webinar's id.

    Raises `NoSuchTime`, `HasADate`, `NotPlannedYet`, `NotOnTheTeam`, `NoVoiceChannel` or `Gone`.
    """
    async with network.write() as tx:
        proposal, slot = await _chosen(tx, proposal_id, slot_id, person, now)
        plan = Plan(
            proposal.theme_id,
            proposal.title,
            proposal.audience,
            slot.starts_at,
            proposal.minutes,
            proposal.capacity,
        )
        webinar_id = await plan_webinar(tx, plan, proposal.proposer_id, now=now)
        await ProposalStore(tx).change(proposal_id, state="scheduled", webinar_id=webinar_id)
        await owe_cards(tx, proposal_id, now)
        words, key = (lambda t: render.decided(t, proposal, slot)), f"webinars.decided:{webinar_id}"
        await tell_team(tx, proposal, words, now=now, key=key)
    return webinar_id


async def _chosen(tx: Tx, proposal_id: int, slot_id: int, person: Person, now: datetime) -> tuple[Proposal, Slot]:
    proposal = await open_proposal(tx, proposal_id, now)
    await check_team(tx, proposal, person.id)
    check_planning(proposal)
    found = [slot for slot in await SlotStore(tx).of(proposal_id) if slot.id == slot_id and slot.starts_at > now]
    if not found:
        raise NoSuchTime
    return proposal, found[0]
