"""Supporting, volunteering, stepping back, and whoever is gone without having said so."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from bot.notices.telling import tell_stewards
from bot.people.store import PeopleStore
from bot.visibility.admission.promise import roster_of
from cogs.webinars.proposing import team_cards
from cogs.webinars.proposing.model import TEAM, Part, Proposal
from cogs.webinars.proposing.proposing import begin, open_proposal, owe_cards, owe_thread
from cogs.webinars.proposing.rules import NotOnTheTeam, is_supported, may_decide, part_after
from cogs.webinars.proposing.store import ProposalStore
from cogs.webinars.rules import NotForYou
from cogs.webinars.standing import is_of, mentions
from cogs.webinars.telling import STEWARDS, tell_audience, tell_team

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.people.model import Person


async def join(network: Network, proposal_id: int, person: Person, part: Part, *, now: datetime) -> Proposal:
    """Note that somebody of the audience supports, co-hosts or speaks, and return the proposal as it is then.

    With the last supporter that a member's proposal needs, its team begins. Raises `Gone` or `NotForYou`.
    """
    roster = await roster_of(network)
    async with network.write() as tx:
        before = await open_proposal(tx, proposal_id, now)
        if not is_of(person, before.audience, roster):
            raise NotForYou
        after = part_after(before.parts.get(person.id), part)
        if before.parts.get(person.id) == after:
            return before
        await ProposalStore(tx).join(proposal_id, person.id, after, now=now)
        await owe_cards(tx, proposal_id, now)
        proposal = await open_proposal(tx, proposal_id, now)
        if proposal.state == "seeking" and is_supported(proposal):
            await begin(tx, proposal, now)
        elif proposal.state != "seeking" and after in TEAM:
            await owe_thread(tx, proposal, now)
            name = (await mentions(tx, [person.id]))[person.id]
            key = f"webinars.came:{proposal.id}:{person.id}:{after}:{int(now.timestamp())}"
            await tell_team(tx, proposal, partial(team_cards.came, name=name, part=after), now=now, key=key)
        return await open_proposal(tx, proposal_id, now)


async def step_back(network: Network, proposal_id: int, person: Person, *, now: datetime) -> Proposal:
    """Note that somebody does nothing for a proposal any more; one that seeks supporters ends with its proposer."""
    async with network.write() as tx:
        proposal = await open_proposal(tx, proposal_id, now)
        if proposal.state == "seeking" and proposal.proposer_id == person.id:
            await ProposalStore(tx).change(proposal_id, state="dropped")
        await lose(tx, proposal, person, now=now)
        found = await ProposalStore(tx).proposal(proposal_id)
    return found or proposal


async def lose(tx: Tx, proposal: Proposal, person: Person, *, now: datetime) -> None:
    """Take somebody off a proposal, tell the team, and look for a speaker where the last one of a date is gone."""
    part = proposal.parts.get(person.id)
    if part is None:
        return
    await ProposalStore(tx).leave(proposal.id, person.id)
    await owe_cards(tx, proposal.id, now)
    if part not in TEAM or proposal.state not in ("planning", "scheduled"):
        return
    await owe_thread(tx, proposal, now, leaving=person.account_id)
    left = await ProposalStore(tx).proposal(proposal.id) or proposal
    stamp = f"{proposal.id}:{person.id}:{int(now.timestamp())}"
    name = person.name
    await tell_team(tx, left, lambda t: team_cards.went(t, name, left), now=now, key=f"webinars.went:{stamp}")
    if part == "speaker" and proposal.state == "scheduled" and not left.who("speaker"):
        words, key = (lambda t: team_cards.speaker_wanted(t, left)), f"webinars.wanted:{stamp}"
        await tell_audience(tx, left.audience, words, now=now, key=key)
        words, key = (lambda t: team_cards.no_speaker(t, left)), f"webinars.unspoken:{stamp}"
        await tell_stewards(tx, STEWARDS, words, now=now, key=key)


async def check_team(tx: Tx, proposal: Proposal, person_id: int) -> None:
    """Let pass the team and stewards; raises `NotOnTheTeam`."""
    if not may_decide(proposal, person_id, is_steward=await PeopleStore(tx).is_steward(person_id)):
        raise NotOnTheTeam
