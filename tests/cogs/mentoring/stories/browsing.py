"""A random run in which people choose for themselves."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.database.network import Network
from bot.errors import Refusal
from cogs.mentoring import proposals
from cogs.mentoring.browse import asking
from cogs.mentoring.browse.model import Ask
from cogs.mentoring.browse.store import AskStore
from cogs.mentoring.holding import holding
from cogs.mentoring.store import MentoringStore
from tests.cogs.mentoring.people import wish
from tests.cogs.mentoring.roster import enrol
from tests.cogs.mentoring.stories.story import EVERYBODY, MENTEES, MENTORS, Story, check


class Browsing(Story):
    """A random run in which people ask for themselves, beside the rounds."""

    async def step(self) -> None:
        often = [self.ask_one, self.ask_one, self.answer_one, self.answer_one, self.pause, self.lower, self.wait]
        seldom = [self.round, self.answer, self.supervise, self.avoid, self.stop_a_while, self.ask_again, self.retire]
        await self.dice.choice(often if self.dice.random() < 0.75 else seldom)()

    async def ask_one(self) -> None:
        mentee, mentor = self.dice.choice(MENTEES), self.dice.choice(MENTORS)
        await self.does(lambda tx: asking.ask(tx, mentee, mentor, self.network.community, self.now))
        async with self.network.read() as tx:
            asked = await AskStore(tx).by_mentee(mentee)
        assert sum(each.state == "open" for each in asked) <= 3

    async def answer_one(self) -> None:
        async with self.network.read() as tx:
            asked = [each for number in MENTORS for each in await AskStore(tx).to_mentor(number)]
        if not asked:
            return
        found: Ask = self.dice.choice(sorted(asked, key=lambda each: (each.mentee_id, each.mentor_id, each.asked_at)))
        if self.dice.random() < 0.3:  # the world moves on between asking and answering
            await self.dice.choice([self.supervise, self.lower, self.pause, self.avoid, self.wait])()
        deed = self.dice.choice([asking.accept, asking.accept, asking.accept, asking.decline, asking.take_back])
        who = self.dice.choice([found.mentor_id, found.mentor_id, found.mentee_id])
        before = {pair.id for pair in (await self.situation()).pairs}
        await self.does(lambda tx: deed(tx, found.id, who, self.now))
        now_is = await self.situation()
        for pair in now_is.pairs:
            if pair.id not in before and pair.state == "open":
                self.opened += 1
                check(pair, now_is)
                assert set(now_is.wishes[pair.mentee_id, "mentee"].languages) & {"English"}

    async def pause(self) -> None:
        who, days = self.dice.choice(EVERYBODY), self.dice.choice([1, 9])
        if self.dice.random() < 0.6:
            await self.does(lambda tx: holding.resume(tx, who))
        else:
            await self.does(lambda tx: holding.pause(tx, who, self.now + timedelta(days=days), self.now))

    async def stop_a_while(self) -> None:
        who = self.dice.choice(EVERYBODY)
        await self.does(lambda tx: holding.stop(tx, who, self.now))
        if self.dice.random() < 0.7:
            await self.does(lambda tx: holding.take_stop_back(tx, who))

    async def _keep(self, who: int, *, as_mentor: bool) -> None:
        capacity = self.dice.choice([1, 1, 2]) if as_mentor else 1
        kept = wish(who, "mentor" if as_mentor else "mentee", capacity=capacity, is_listed=True)
        await self.does(lambda tx: MentoringStore(tx).keep_wish(kept))

    async def wait(self) -> None:
        self.now += timedelta(hours=self.dice.choice([1, 20, 60, 200]))
        await self.does(lambda tx: holding.carry_out_due(tx, self.now))
        await self.does(lambda tx: proposals.tidy(tx, self.now))

    async def does(self, deed: Callable[..., Awaitable[object]]) -> None:
        try:
            async with self.network.write() as tx:
                await deed(tx)
        except Refusal:
            return


async def everybody_offers(network: Network, capacity: int = 2) -> None:
    await enrol(network, MENTEES, MENTORS, capacity=capacity)
    async with network.write() as tx:
        for number in MENTORS:
            await MentoringStore(tx).keep_wish(wish(number, "mentor", capacity=capacity, is_listed=True))
