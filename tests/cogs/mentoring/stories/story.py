"""What happens to wishes and pairs in a random order, and what no pair may ever break."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from bot.database.network import Network
from bot.errors import Refusal
from bot.matching.rounds import match
from bot.people.store import PeopleStore
from cogs.mentoring import privacy, proposals
from cogs.mentoring.apart import ApartStore
from cogs.mentoring.model import Pair
from cogs.mentoring.pool import pool_of
from cogs.mentoring.rules import Situation
from cogs.mentoring.store import MentoringStore
from tests.cogs.mentoring.people import NOW, wish

MENTEES, MENTORS = range(1, 7), range(5, 10)
EVERYBODY = range(1, 10)


class Story:
    """One random run: a dice, a clock, a network."""

    def __init__(self, network: Network, seed: int) -> None:
        self.network = network
        self.dice = random.Random(seed)  # noqa: S311 -- a repeatable story, no secret
        self.now: datetime = NOW
        self.opened = 0

    async def situation(self) -> Situation:
        async with self.network.read() as tx:
            return await MentoringStore(tx).situation()

    async def step(self) -> None:
        often = [self.round, self.round, self.answer, self.answer, self.lower, self.ask_again, self.wait]
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
        for who in (pair.mentee_id, pair.mentor_id, self.dice.choice(EVERYBODY)):
            if self.dice.random() < 0.3:  # the world moves on between one yes and the other
                await self.dice.choice([self.supervise, self.lower, self.stop, self.avoid, self.wait])()
            await self._click(pair, who)

    async def _click(self, pair: Pair, who: int) -> None:
        deed = proposals.decline if self.dice.random() < 0.15 else proposals.accept
        before = (await self.situation()).pair(pair.id)
        try:
            async with self.network.write() as tx:
                await deed(tx, pair.id, who, self.now)
        except Refusal:
            return
        now_is = await self.situation()
        after = now_is.pair(pair.id)
        if before is not None and before.state != "open" and after is not None and after.state == "open":
            self.opened += 1
            check(after, now_is)

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
            await ApartStore(tx).keep(one, other)

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
        self.now += timedelta(hours=self.dice.choice([1, 20, 20, 80]))
        async with self.network.write() as tx:
            await proposals.tidy(tx, self.now)


def check(pair: Pair, now_is: Situation) -> None:
    """Hold a pair that has just opened against every hard rule, in words of its own."""
    mentor, mentee = now_is.people[pair.mentor_id], now_is.people[pair.mentee_id]
    assert mentor.id != mentee.id
    assert (mentor.state, mentee.state) == ("active", "active")
    assert mentor.id not in now_is.graph.above(mentee.id) | now_is.graph.below(mentee.id)
    assert tuple(sorted((mentor.id, mentee.id))) not in now_is.never_with
    opened = [one for one in now_is.pairs if one.state == "open"]
    assert sum(one.mentor_id == mentor.id for one in opened) <= now_is.wishes[mentor.id, "mentor"].capacity
    assert sum(one.mentee_id == mentee.id for one in opened) == 1
