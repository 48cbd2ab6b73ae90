"""Members, a theme of theirs, and what they make of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from archive.issues.model import Group
from archive.issues.raising import raise_issue
from archive.issues.rules import Draft as IssueDraft
from archive.issues.themes import ThemeStore
from bot.database.network import Network
from bot.people.model import Person
from bot.people.stewards import StewardStore
from bot.visibility.admission.spaces import SpaceStore
from cogs.webinars.model import Plan, Webinar
from cogs.webinars.planning import propose as plan_alone
from cogs.webinars.proposing.model import Draft, Proposal
from cogs.webinars.proposing.proposing import propose
from cogs.webinars.proposing.store import ProposalStore
from cogs.webinars.store import WebinarStore
from tests.archive.issues.roster import enrol

ROOM, VOICE = 70, 77


async def theme_of(network: Network, person: Person, now: datetime) -> int:
    """A theme of one issue, with a room to read in and a voice channel to meet in."""
    issue_id = await raise_issue(network, person, IssueDraft("Buses are late"), now=now)
    async with network.write() as tx:
        await ThemeStore(tx).save([Group([issue_id], ["buses"])], now=now)
        await SpaceStore(tx).add("room", "practitioners", ROOM, "practitioners-lounge")
        await SpaceStore(tx).add("voice", "practitioners", VOICE, "Practitioners")
        (theme,) = await ThemeStore(tx).ranked()
    return theme.id


async def people_with_theme(network: Network, now: datetime, count: int = 5) -> tuple[list[Person], int]:
    """Members of several sites, of whom the first is a steward, and a theme of the second."""
    people = await enrol(network, now, *(("Oak", "Elm", "Ash")[each % 3] for each in range(count)))
    async with network.write() as tx:
        await StewardStore(tx).add(people[0].id, by=None, now=now)
    return people, await theme_of(network, people[1], now)


def draft_on(theme_id: int, **changes: Any) -> Draft:
    frame = Draft(theme_id, "practitioners", 60, None, "Late buses", "What worked elsewhere", "Three cases", "Drivers")
    return replace(frame, **changes)


async def proposed(network: Network, person: Person, theme_id: int, now: datetime, **changes: Any) -> Proposal:
    return await propose(network, person, draft_on(theme_id, **changes), now=now)


async def planned(
    network: Network, person: Person, theme_id: int, now: datetime, ahead: timedelta = timedelta(days=7), **plan: Any
) -> Webinar:
    """A webinar that a steward plans alone."""
    full = Plan(theme_id, "Late buses", "practitioners", now + ahead, 60, **plan)
    return await webinar_now(network, await plan_alone(network, person, full, now=now))


async def webinar_now(network: Network, webinar_id: int) -> Webinar:
    async with network.read() as tx:
        webinar = await WebinarStore(tx).webinar(webinar_id)
    assert webinar is not None
    return webinar


async def proposal_now(network: Network, proposal_id: int) -> Proposal:
    async with network.read() as tx:
        found = await ProposalStore(tx).proposal(proposal_id)
    assert found is not None
    return found
