"""The address of a meeting outside Discord: for the team's thread and for calendar files, and nowhere else."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from cogs.webinars.changing.telling import tell_of_new_file
from cogs.webinars.proposing.joining import check_team
from cogs.webinars.proposing.proposing import open_proposal, owe_cards
from cogs.webinars.proposing.rules import check_link
from cogs.webinars.proposing.store import ProposalStore
from cogs.webinars.store import WebinarStore

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.people.model import Person
    from cogs.webinars.proposing.model import Proposal


async def set_link(network: Network, proposal_id: int, person: Person, link: str, *, now: datetime) -> Proposal:
    """Keep a meeting's address; whoever has a place already is told that their calendar file is out of date.

    Raises `NotAMeetingLink`, `NotOnTheTeam` or `Gone`.
    """
    checked = check_link(link)
    async with network.write() as tx:
        proposal = await open_proposal(tx, proposal_id, now)
        await check_team(tx, proposal, person.id)
        if checked == proposal.link:
            return proposal
        await ProposalStore(tx).keep_link(proposal_id, person.id, checked)
        await owe_cards(tx, proposal_id, now)
        if proposal.webinar_id is not None:
            await WebinarStore(tx).count_change(proposal.webinar_id)
            await tell_of_new_file(tx, proposal.webinar_id, now)
        return await open_proposal(tx, proposal_id, now)
