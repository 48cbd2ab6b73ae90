"""Whom a webinar's news reaches: the team in its thread, the audience in its room, those with a place privately."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.notices.telling import Words, tell_people
from bot.outbox import Outbox
from bot.visibility.admission.rooms import room_of_whole_audience
from bot.visibility.admission.spaces import SpaceStore
from cogs.webinars.proposing.store import ProposalStore
from cogs.webinars.standing import audience_named

if TYPE_CHECKING:
    from bot.database.transaction import Tx
    from cogs.webinars.model import Webinar
    from cogs.webinars.proposing.model import Proposal


STEWARDS = "webinars.stewards"  # the kind of notice that they get


async def place_for(tx: Tx, audience: str) -> int | None:
    """Return where an audience is told things: its room, else its voice channel, which has a chat of its own."""
    room = await room_of_whole_audience(tx, audience_named(audience))
    space = room or await SpaceStore(tx).first("voice", audience_named(audience))
    return space.channel_id if space is not None else None


async def tell_audience(tx: Tx, audience: str, words: Words, *, now: datetime, key: str) -> None:
    """Post in the audience's room, once for a key."""
    place = await place_for(tx, audience)
    if place is not None:
        await Outbox(tx).say(place, words, now=now, key=key)


async def tell_team(tx: Tx, proposal: Proposal, words: Words, *, now: datetime, key: str) -> None:
    """Post in the team's thread, once for a key; before there is one, tell the proposer."""
    if proposal.thread_id is not None:
        await Outbox(tx).say(proposal.thread_id, words, now=now, key=key)
    elif proposal.proposer_id is not None:
        await tell_people(tx, [proposal.proposer_id], "webinars.team", words, now=now, key=key)


async def tell_makers(tx: Tx, webinar: Webinar, words: Words, *, now: datetime, key: str) -> None:
    """Tell the team of a webinar or, where a steward planned it alone, that steward."""
    proposal = await ProposalStore(tx).of_webinar(webinar.id)
    if proposal is not None:
        await tell_team(tx, proposal, words, now=now, key=key)
    elif webinar.proposer_id is not None:
        await tell_people(tx, [webinar.proposer_id], "webinars.team", words, now=now, key=key)
