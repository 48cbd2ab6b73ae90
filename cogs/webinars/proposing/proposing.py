"""Proposing a webinar: the row, its card in the audience's room, and its team's thread once it is supported."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from archive.issues.readers import themes_for
from bot.errors import Gone
from bot.notices.telling import tell_people
from bot.outbox import Outbox
from bot.people.store import PeopleStore
from bot.visibility.admission.promise import roster_of
from cogs.webinars.proposing import render
from cogs.webinars.proposing.rules import TooManyProposals, check_draft, has_lapsed, is_open, may_propose
from cogs.webinars.proposing.store import ProposalStore
from cogs.webinars.rules import NotYourGroup, NoVoiceChannel, Over
from cogs.webinars.standing import is_of
from cogs.webinars.store import WebinarStore
from cogs.webinars.telling import place_for

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.house import House
    from bot.people.model import Person
    from cogs.webinars.proposing.model import Draft, Proposal, State

KEEP_THREAD, KEEP_CARDS = "webinars.keep_thread", "webinars.keep_cards"


async def check_theme(tx: Tx, theme_id: int, person_id: int) -> None:
    """Let pass a theme that a person may see and that lives; raises `Gone`."""
    if theme_id not in {theme.id for theme in await themes_for(tx, person_id)}:
        raise Gone


async def propose(network: Network, person: Person, draft: Draft, *, now: datetime) -> Proposal:
    """Keep a draft as a proposal and show it to its audience; a member's begins once it is supported.

    Raises what `check_draft` and `check_theme` raise, `NotYourGroup`, `TooManyProposals`, `NoVoiceChannel`.
    """
    checked = check_draft(draft)
    is_admitted = is_of(person, checked.audience, await roster_of(network))
    async with network.write() as tx:
        is_steward, store = await PeopleStore(tx).is_steward(person.id), ProposalStore(tx)
        if not is_steward and not is_admitted:
            raise NotYourGroup
        await check_theme(tx, checked.theme_id, person.id)
        if not may_propose(await store.by(person.id), is_steward=is_steward):
            raise TooManyProposals
        state: State = "planning" if is_steward else "seeking"
        proposal_id = await store.add(checked, person.id, state, now=now)
        if is_admitted:
            await store.join(proposal_id, person.id, "cohost", now=now)
        proposal = await open_proposal(tx, proposal_id, now)
        if await place_for(tx, proposal.audience) is None:
            raise NoVoiceChannel(proposal.audience)
        await owe_cards(tx, proposal_id, now)
        if is_steward:
            await owe_thread(tx, proposal, now)
    return proposal


async def open_proposal(tx: Tx, proposal_id: int, now: datetime) -> Proposal:
    """Return a proposal whose team one can still join or leave; raises `Gone` once its webinar has begun."""
    proposal = await ProposalStore(tx).proposal(proposal_id)
    if proposal is None or not is_open(proposal):
        raise Gone
    if proposal.webinar_id is not None:
        webinar = await WebinarStore(tx).webinar(proposal.webinar_id)
        if webinar is None or not webinar.is_ahead(now):
            raise Over
    return proposal


async def owe_cards(tx: Tx, proposal_id: int, now: datetime) -> None:
    """Owe that what is shown of a proposal is what it is now; what waits already will see it."""
    place = f"proposal_cards:{proposal_id}"
    if not await Outbox(tx).waits(place):
        await Outbox(tx).carry_out(KEEP_CARDS, {"proposal_id": proposal_id}, destination=place, now=now)


async def begin(tx: Tx, proposal: Proposal, now: datetime) -> None:
    """Let a member's proposal that is supported now become a team's work."""
    await ProposalStore(tx).change(proposal.id, state="planning")
    await owe_thread(tx, proposal, now)
    if proposal.proposer_id is not None:
        key = f"webinars.supported:{proposal.id}"
        await tell_people(
            tx, [proposal.proposer_id], "webinars.supported", lambda t: render.supported(t, proposal), now=now, key=key
        )


async def owe_thread(tx: Tx, proposal: Proposal, now: datetime, *, leaving: int | None = None) -> None:
    """Owe that a team has its thread and is in it; `leaving` is the account of somebody who is to be out of it."""
    facts = {"proposal_id": proposal.id, "leaving": leaving}
    await Outbox(tx).carry_out(KEEP_THREAD, facts, destination=f"proposal:{proposal.id}", now=now)


async def end_unsupported(_house: House, network: Network, now: datetime) -> None:
    """Let go what found too few supporters in a month, and tell its proposer."""
    async with network.write() as tx:
        for proposal in await ProposalStore(tx).where_state("seeking"):
            if has_lapsed(proposal, now):
                await ProposalStore(tx).change(proposal.id, state="dropped")
                await owe_cards(tx, proposal.id, now)
                await _tell_lapsed(tx, proposal, now)


async def _tell_lapsed(tx: Tx, proposal: Proposal, now: datetime) -> None:
    if proposal.proposer_id is not None:
        key = f"webinars.lapsed:{proposal.id}"
        await tell_people(
            tx, [proposal.proposer_id], "webinars.lapsed", lambda t: render.lapsed(t, proposal), now=now, key=key
        )
