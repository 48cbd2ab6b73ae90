"""Whatever people do in whatever order, nobody is paired against a hard rule."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest

from bot.database.network import Network
from bot.errors import Refusal
from bot.matching.rounds import match
from bot.people.store import PeopleStore
from cogs.mentoring import privacy, proposals
from cogs.mentoring.model import Pair
from cogs.mentoring.pool import pool_of
from cogs.mentoring.rules import Situation
from cogs.mentoring.store import MentoringStore
from tests.cogs.mentoring.people import NOW, wish
from tests.cogs.mentoring.roster import enrol

MENTEES, MENTORS = range(1, 7), range(5, 10)
EVERYBODY = range(1, 10)
STEPS = 60


class Story:
    """One random run: a dice, a clock, a network."""

    def __init__(self, network: Network, seed: int) -> None:
        self.network = network
        self.dice = random.Random(seed)  # noqa: S311 -- a repeatable story, no secret
        self.now: datetime = NOW

    async def situation(self) -> Situation:
        async with self.network.read() as tx:
            return await MentoringStore(tx).situation()

    async def step(self) -> None:
        often = [self.round, self.answer, self.answer, self.answer, self.lower, self.ask_again, self.wait]
        seldom = [self.supervise, self.avoid, self.stop, self.retire, self.erase]
        await self.dice.choice(often if self.dice.random() < 0.85 else seldom)()

    async def round(self) -> None:
        found = match(pool_of(await self.situation(), self.network.community, self.now)).matches
        if self.dice.random() < 0.5:  # the world moves on between the matching and its publication
            await self.supervise()
        async with self.network.write() as tx:
            await proposals.publish(tx, found, self.network.community, self.now)

    async def answer(self) -> None:
        waiting = [pair for pair in (await self.situation()).pairs if pair.state in ("proposed", "declined", "open")]
        if not waiting:
            return
        pair = self.dice.choice(sorted(waiting, key=lambda one: (one.mentee_id, one.mentor_id)))
        who = self.dice.choice([*(pair.mentee_id, pair.mentor_id) * 4, self.dice.choice(EVERYBODY)])
        try:
            async with self.network.write() as tx:
                if self.dice.random() < 0.85:
                    await proposals.accept(tx, pair.id, who, self.now)
                else:
                    await proposals.decline(tx, pair.id, who, self.now)
        except Refusal:
            return

    async def supervise(self) -> None:
        below, above = self.dice.sample(EVERYBODY, 2)
        async with self.network.write() as tx:
            await PeopleStore(tx).set_supervisors(below, [above] if self.dice.random() < 0.6 else [])

    async def lower(self) -> None:
        await self._keep(self.dice.choice(MENTORS), as_mentor=True)

    async def ask_again(self) -> None:
        await self._keep(self.dice.choice(MENTEES), as_mentor=False)

    async def _keep(self, who: int, *, as_mentor: bool) -> None:
        capacity = self.dice.choice([1, 1, 2]) if as_mentor else 1
        kept = wish(who, "mentor" if as_mentor else "mentee", capacity=capacity)
        async with self.network.write() as tx:
            await MentoringStore(tx).keep_wish(kept)

    async def avoid(self) -> None:
        one, other = self.dice.sample(EVERYBODY, 2)
        async with self.network.write() as tx:
            await MentoringStore(tx).keep_apart(one, other)

    async def stop(self) -> None:
        async with self.network.write() as tx:
            await proposals.leave(tx, self.dice.choice(EVERYBODY), self.now)

    async def retire(self) -> None:
        async with self.network.write() as tx:
            await PeopleStore(tx).retire(self.dice.choice(EVERYBODY))

    async def erase(self) -> None:
        async with self.network.write() as tx:
            await privacy.erase(tx, self.dice.choice(EVERYBODY), now=self.now)

    async def wait(self) -> None:
        self.now += timedelta(hours=self.dice.choice([1, 20, 80]))
        async with self.network.write() as tx:
            await proposals.tidy(tx, self.now)


def newly_open(before: Situation, after: Situation) -> list[Pair]:
    known = {pair.id for pair in before.pairs if pair.state == "open"}
    return [pair for pair in after.pairs if pair.state == "open" and pair.id not in known]


@pytest.mark.parametrize("seed", range(4))
async def test_no_sequence_of_events_opens_a_pair_that_breaks_a_hard_rule(network: Network, seed: int) -> None:
    await enrol(network, MENTEES, MENTORS, capacity=2)
    story, opened = Story(network, seed), 0
    now_is = await story.situation()
    for _ in range(STEPS):
        before = now_is
        await story.step()
        now_is = await story.situation()
        for pair in newly_open(before, now_is):
            opened += 1
            mentor, mentee = now_is.people[pair.mentor_id], now_is.people[pair.mentee_id]
            assert pair.mentor_id != pair.mentee_id
            assert (mentor.state, mentee.state) == ("active", "active")
            assert not now_is.graph.are_related(pair.mentee_id, pair.mentor_id)
            assert tuple(sorted((pair.mentee_id, pair.mentor_id))) not in now_is.never_with
            held = [one for one in now_is.pairs if one.state == "open" and one.mentor_id == pair.mentor_id]
            assert len(held) <= now_is.wishes[pair.mentor_id, "mentor"].capacity
            served = [one for one in now_is.pairs if one.state == "open" and one.mentee_id == pair.mentee_id]
            assert len(served) == 1
    assert opened, "the story was too sad to show anything"
