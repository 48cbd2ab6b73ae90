"""A random run in which rounds come by themselves, refusals go on to the next best, and pairs end."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise

from bot.database.network import Network
from bot.database.transaction import Tx
from bot.matching.rounds import match
from bot.people.store import PeopleStore
from cogs.mentoring import privacy, proposals, rules
from cogs.mentoring.apart import ApartStore
from cogs.mentoring.following import asking, ending, jobs
from cogs.mentoring.following.model import Question
from cogs.mentoring.following.store import QuestionStore
from cogs.mentoring.model import Pair
from cogs.mentoring.pool import pool_of
from cogs.mentoring.rounds import rules as round_rules
from cogs.mentoring.rules import Situation
from cogs.mentoring.store import MentoringStore
from tests.cogs.mentoring.people import wish
from tests.cogs.mentoring.stories.browsing import Browsing
from tests.cogs.mentoring.stories.story import check

STEPS = 60
MANY, SEASONED = range(1, 13), range(13, 19)


class Following(Browsing):
    """A random run in which rounds come by themselves, refusals go on to the next best, and pairs end."""

    disturbed = 0

    async def live(self, steps: int = STEPS) -> None:
        for _ in range(steps):
            await self.step()

    async def step(self) -> None:
        often = [self.round, self.pass_on, self.answer, self.answer, self.answer, self.answer, self.end, self.lower]
        seldom = [self.ask_one, self.answer_one, self.check_in, self.wait, self.avoid, self.stop, self.ask_again]
        await self.dice.choice(often if self.dice.random() < 0.8 else seldom)()

    async def round(self) -> None:
        await self.does(lambda tx: proposals.tidy(tx, self.now))
        await super().round()

    async def wait(self) -> None:
        self.now += timedelta(hours=self.dice.choice([1, 20, 60]))
        await self.does(lambda tx: proposals.tidy(tx, self.now))

    async def answer(self) -> None:
        """Let both of a proposal answer; before either does, something may come between the two, and goes again."""
        waiting = [
            pair for pair in (await self.situation()).pairs if pair.state == "proposed" and self.now < pair.answer_by
        ]
        if not waiting:
            return
        pair = self.dice.choice(sorted(waiting, key=lambda one: (one.mentee_id, one.mentor_id)))
        for who in self.dice.sample([pair.mentee_id, pair.mentor_id, pair.mentor_id], 3):
            if self.dice.random() < 0.2:
                self.disturbed += 1
                await disturb(self.network, pair, self.dice, self.now)
            await self._click(pair, who)
        await mend(self.network, pair)

    async def _click(self, pair: Pair, who: int) -> None:
        before = (await self.situation()).pair(pair.id)
        deed = proposals.decline if self.dice.random() < 0.1 else self.accept
        await self.does(lambda tx: deed(tx, pair.id, who, self.now))
        now_is = await self.situation()
        after = now_is.pair(pair.id)
        if before is not None and before.state != "open" and after is not None and after.state == "open":
            self.opened += 1
            check(after, now_is)
            both = (now_is.wishes[pair.mentee_id, "mentee"], now_is.wishes[pair.mentor_id, "mentor"])
            assert set(both[0].languages) & set(both[1].languages)

    async def accept(self, tx: Tx, pair_id: int, who: int, now: datetime) -> object:
        return await proposals.accept(tx, pair_id, who, now)

    async def pass_on(self) -> None:
        """As the sweep does, with the world moving on between the matching and its publication."""
        now_is = await self.situation()
        found = match(pool_of(now_is, self.network.community, self.now)).matches
        if self.dice.random() < 0.5:
            await self.dice.choice([self.supervise, self.avoid, self.lower, self.answer])()
        closed = [pair for pair in now_is.pairs if round_rules.is_to_pass_on(pair)]

        async def publish(tx: Tx) -> None:
            for pair in closed:
                kept = await MentoringStore(tx).pair(pair.id)
                if kept is not None:
                    await MentoringStore(tx).save_pair(replace(kept, is_passed_on=True))
            owed = round_rules.for_the_owed(found, round_rules.owed(closed))
            await proposals.publish(tx, owed, self.network.community, self.now)

        await self.does(publish)

    async def end(self) -> None:
        opened = [pair for pair in (await self.situation()).pairs if pair.state == "open"]
        if opened and self.dice.random() < 0.5:
            pair = self.dice.choice(sorted(opened, key=lambda one: (one.mentee_id, one.mentor_id)))
            who, looks_on = self.dice.choice([pair.mentee_id, pair.mentor_id]), self.dice.random() < 0.5
            community = self.network.community
            await self.does(lambda tx: ending.end(tx, pair.id, who, community, self.now, looks_on=looks_on))

    async def check_in(self) -> None:
        self.now += timedelta(days=self.dice.choice([1, 8]))
        await jobs.ask_everybody(self.network, self.now)
        async with self.network.read() as tx:
            asked = [each for each in await QuestionStore(tx).all() if each.asked_at is not None]
        for each in asked:
            said = self.dice.choice(["met", "worth", "more", "again"]), self.dice.choice(["yes", "no"])
            await self.does(partial(self.say, question=each, said=said))
        await self.check_weeks()

    async def say(self, tx: Tx, question: Question, said: tuple[str, str]) -> None:
        await asking.answer(tx, question.id, question.person_id, *said, self.now)

    async def check_weeks(self) -> None:
        """Nobody was ever asked twice within a week."""
        async with self.network.read() as tx:
            known = await QuestionStore(tx).all()
        for person_id in {each.person_id for each in known}:
            times = sorted(each.asked_at for each in known if each.person_id == person_id and each.asked_at is not None)
            assert all(later - earlier >= timedelta(days=7) for earlier, later in pairwise(times))


def check_settled(now_is: Situation) -> None:
    """Once everything has been tidied, hold all that is open against what must never be."""
    for pair in now_is.pairs:
        if pair.state == "open":
            mentor, mentee = now_is.people[pair.mentor_id], now_is.people[pair.mentee_id]
            assert (mentor.state, mentee.state) == ("active", "active")
            assert mentor.id not in now_is.graph.above(mentee.id) | now_is.graph.below(mentee.id)
            assert tuple(sorted((mentor.id, mentee.id))) not in now_is.never_with


async def disturb(network: Network, pair: Pair, dice: random.Random, now: datetime) -> None:
    """Let something come between the two of a proposal."""
    deeds: list[Callable[[Tx], Awaitable[object]]] = [
        lambda tx: PeopleStore(tx).set_supervisors(pair.mentee_id, [pair.mentor_id]),
        lambda tx: PeopleStore(tx).set_supervisors(pair.mentor_id, [pair.mentee_id]),
        lambda tx: ApartStore(tx).keep(pair.mentee_id, pair.mentor_id),
        lambda tx: ApartStore(tx).keep(pair.mentor_id, pair.mentee_id),
        lambda tx: MentoringStore(tx).keep_wish(wish(pair.mentor_id, "mentor", capacity=1)),
        lambda tx: MentoringStore(tx).keep_wish(wish(pair.mentor_id, "mentor", capacity=2, languages=("Hmong",))),
        lambda tx: PeopleStore(tx).retire(pair.mentor_id),
        lambda tx: PeopleStore(tx).suspend(pair.mentee_id),
        lambda tx: proposals.leave(tx, pair.mentor_id, now),
        lambda tx: privacy.erase(tx, pair.mentor_id, now=now),
    ]
    async with network.write() as tx:
        await dice.choice(deeds)(tx)


async def mend(network: Network, pair: Pair) -> None:
    """Let all be well between the two again, so that the story goes on."""
    async with network.write() as tx:
        for each in (pair.mentee_id, pair.mentor_id):
            await PeopleStore(tx).set_supervisors(each, [])
            await PeopleStore(tx).set_state([each], "active")
            await ApartStore(tx).clear(each)
        await MentoringStore(tx).keep_wish(wish(pair.mentee_id, "mentee"))
        if await MentoringStore(tx).wish(pair.mentor_id, "mentor") is None:
            await MentoringStore(tx).keep_wish(wish(pair.mentor_id, "mentor", capacity=2))


class Careless(Following):
    """The same run where a yes is taken without asking the rules again: the control."""

    async def accept(self, tx: Tx, pair_id: int, who: int, now: datetime) -> object:
        pair = await MentoringStore(tx).pair_of(pair_id, who)
        await MentoringStore(tx).save_pair(rules.accept(pair, pair.side_of(who), now))
        return pair
