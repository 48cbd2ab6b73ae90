"""What meetups do by themselves: the next meeting is planned, and those who come hear of it in time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.pace import unhurried
from bot.pulse import Sweep
from bot.visibility.admission.promise import roster_of
from bot.visibility.server.language import texts_on
from cogs.meetups.company import ahead, company_of
from cogs.meetups.meetings import MeetingStore
from cogs.meetups.planning import plan_next
from cogs.meetups.store import MeetupStore
from cogs.meetups.telling import tell_due

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.house import House
    from bot.visibility.admission.access import Roster
    from cogs.meetups.model import Meetup
    from config.community import Community

AT_A_TIME = 5  # meetups whose dates are worked out: some milliseconds
KEPT = timedelta(days=60)  # how long it is known when a meeting was and who hosted it


async def plan(_house: House, network: Network, now: datetime) -> None:
    """Plan the next meetings."""
    await plan_all(network, now)


async def plan_all(network: Network, now: datetime) -> None:
    """Plan the next meeting of each meetup that has none, or another one: a meeting began, a break was entered."""
    roster = await roster_of(network)  # from memory: it is looked at often, and long
    async with network.read() as tx:
        stale = [
            each
            async for each in unhurried(await MeetupStore(tx).all(), at_a_time=AT_A_TIME)
            if await _is_stale(tx, network.community, each, roster, now)
        ]
    for meetup in stale:
        async with network.write() as tx:
            current = await MeetupStore(tx).get(meetup.id)
            if current is not None:
                await plan_next(tx, network.community, current, now=now, roster=roster)


async def tell(house: House, network: Network, now: datetime) -> None:
    """Tell what is due, one meeting a transaction; while nobody is connected, it waits."""
    guild = house.guild(network)
    if guild is None:
        return
    async with network.read() as tx:
        due = await MeetingStore(tx).due(now)
    for meeting_id in sorted(due):
        roster = await roster_of(network)
        async with network.write() as tx:
            await tell_due(tx, network.community, meeting_id, texts_on(guild), now=now, roster=roster)


async def forget(_house: House, network: Network, now: datetime) -> None:
    """Delete the meetings of weeks ago."""
    async with network.write() as tx:
        await MeetingStore(tx).forget_before(now - KEPT)


async def _is_stale(tx: Tx, community: Community, meetup: Meetup, roster: Roster, now: datetime) -> bool:
    company = await company_of(tx, community, meetup, roster)
    if company is None:
        return True
    coming = await ahead(tx, meetup, company, since=now, most=1)
    planned = [each for each in await MeetingStore(tx).since(meetup.id, now) if not each.is_skipped]
    return [(each.day, each.starts_at) for each in planned] != list(coming)


SWEEPS = (
    Sweep("meetups.plan", every=timedelta(minutes=30), run=plan),
    Sweep("meetups.tell", every=timedelta(minutes=1), run=tell, needs_server=True),
    Sweep("meetups.forget", every=timedelta(days=1), run=forget),
)
