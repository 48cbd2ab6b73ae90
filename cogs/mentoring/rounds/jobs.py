"""Rounds by themselves: once a week, early for a newcomer who fits perfectly, and the next best after a refusal.

The matching runs outside of any transaction; what it found is held against the rules again in the one that writes.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.matching.rounds import match
from bot.people.school import school_calendar
from bot.pulse import Sweep
from cogs.mentoring import proposals
from cogs.mentoring.rounds import rules, running
from cogs.mentoring.rounds.store import RoundStore
from cogs.mentoring.store import MentoringStore

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House


async def weekly(house: House, network: Network, now: datetime) -> None:
    """Run and publish the week's round, once, whichever process is first."""
    wanted = network.community.mentoring
    async with network.read() as tx:
        school, last = await school_calendar(tx, network.community), await RoundStore(tx).last_week()
    week = rules.week_due(school, last, now, weeks=wanted.weeks_between_rounds, weekday=wanted.round_weekday)
    if week is None:
        return
    _pool, outcome = await running.compute(house, network)
    async with network.write() as tx:
        if await RoundStore(tx).claim(week, now):
            await running.propose(tx, network, outcome.matches, outcome.left, now)


async def next_best(house: House, network: Network, now: datetime) -> None:
    """Offer whoever a closed proposal left free the best of those who are free too; all other proposals stay."""
    async with network.read() as tx:
        if (await school_calendar(tx, network.community)).is_paused(now):
            return
        closed = {pair.id for pair in (await MentoringStore(tx).situation()).pairs if rules.is_to_pass_on(pair)}
    if not closed:
        return
    _pool, outcome = await running.compute(house, network)
    async with network.write() as tx:
        store = MentoringStore(tx)
        pairs = [pair for pair in (await store.situation()).pairs if pair.id in closed and rules.is_to_pass_on(pair)]
        for pair in pairs:
            await store.save_pair(replace(pair, is_passed_on=True))
        await proposals.publish(tx, rules.for_the_owed(outcome.matches, rules.owed(pairs)), network.community, now)


async def early(house: House, network: Network, now: datetime) -> None:
    """Propose to newcomers who fit a free mentor perfectly what the round would propose to them."""
    seniority = network.community.seniority
    pool = await running.pool_now(house, network)
    if not rules.may_be_early(pool, seniority):
        return
    outcome = await house.workers.run(match, pool)
    found = rules.early(pool, outcome.matches, seniority)
    if not found:
        return
    async with network.write() as tx:
        await proposals.publish(tx, found, network.community, now)


SWEEPS = (
    Sweep("mentoring.weekly", every=timedelta(minutes=15), run=weekly),
    Sweep("mentoring.next_best", every=timedelta(minutes=15), run=next_best),
    Sweep("mentoring.early", every=timedelta(minutes=30), run=early),
)
