"""Whatever people ask, answer, pause and change in whatever order, no pair opens against a hard rule."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from simcord.actors import MemberActor

from bot.cards import Address
from bot.database.network import Network
from bot.errors import Refusal
from bot.people.store import PeopleStore
from cogs.mentoring import holding, proposals
from cogs.mentoring.browse import asking
from cogs.mentoring.browse.model import Ask
from cogs.mentoring.browse.rules import AskClosed
from cogs.mentoring.browse.store import AskStore
from cogs.mentoring.rules import Situation
from cogs.mentoring.store import MentoringStore
from tests.cogs.mentoring.people import NOW, wish
from tests.cogs.mentoring.roster import enrol
from tests.cogs.mentoring.test_sequences import EVERYBODY, MENTEES, MENTORS, Story, check
from tests.cogs.mentoring.town_life import ask, newcomer, offer, seasoned
from tests.kit.pressing import press
from tests.kit.town import Town

STEPS = 60


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


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_no_sequence_of_asking_and_answering_opens_a_pair_that_breaks_a_hard_rule(
    network: Network, seed: int
) -> None:
    await everybody_offers(network)
    story = Browsing(network, seed)
    for _ in range(STEPS):
        await story.step()
    assert story.opened, "a story in which nobody finds anybody shows nothing"


async def test_of_two_yeses_at_once_for_one_place_one_opens_and_the_other_hears_that_it_is_full(
    network: Network,
) -> None:
    await everybody_offers(network, capacity=1)
    async with network.write() as tx:
        asked = [await asking.ask(tx, mentee, 9, network.community, NOW) for mentee in (1, 2)]

    async def yes(each: Ask) -> str:
        async with network.write() as tx:
            return await asking.accept(tx, each.id, 9, NOW)

    answers = await asyncio.gather(*map(yes, asked), return_exceptions=True)
    assert answers.count("open") == 1
    assert sum(isinstance(each, AskClosed) for each in answers) == 1  # the first yes closed it as full
    async with network.read() as tx:
        pairs = (await MentoringStore(tx).situation()).pairs
        states = sorted(each.state for each in await AskStore(tx).to_mentor(9))
    assert [pair.state for pair in pairs] == ["open"]
    assert states == ["accepted", "full"]


async def test_of_two_mentors_who_say_yes_to_one_mentee_at_once_one_has_them(network: Network) -> None:
    await everybody_offers(network)
    async with network.write() as tx:
        asked = [await asking.ask(tx, 1, mentor, network.community, NOW) for mentor in (7, 8)]

    async def yes(each: Ask) -> str:
        async with network.write() as tx:
            return await asking.accept(tx, each.id, each.mentor_id, NOW)

    answers = await asyncio.gather(*map(yes, asked), return_exceptions=True)
    assert answers.count("open") == 1
    async with network.read() as tx:
        assert [pair.state for pair in (await MentoringStore(tx).situation()).pairs] == ["open"]
        assert sorted(each.state for each in await AskStore(tx).by_mentee(1)) == ["accepted", "withdrawn"]


async def everybody_offers(network: Network, capacity: int = 2) -> None:
    await enrol(network, MENTEES, MENTORS, capacity=capacity)
    async with network.write() as tx:
        for number in MENTORS:
            await MentoringStore(tx).keep_wish(wish(number, "mentor", capacity=capacity, is_listed=True))


class Clicking:
    """A random run of commands and clicks in the simulated Discord, stale buttons and restarts among them."""

    def __init__(self, town: Town, seed: int, mentees: list[MemberActor], mentors: list[MemberActor]) -> None:
        self.town, self.mentees, self.mentors, self.opened = town, mentees, mentors, 0
        self.dice = random.Random(seed)  # noqa: S311 -- a repeatable story, no secret

    async def step(self) -> None:
        known = {pair.id for pair in (await _situation(self.town)).pairs}
        often = [self.ask, self.ask, self.yes, self.yes, self.lower]
        seldom = [self.no, self.pause, self.resume, self.supervise, self.town.restart]
        await self.dice.choice(often if self.dice.random() < 0.7 else seldom)()
        now_is = await _situation(self.town)
        for pair in now_is.pairs:
            if pair.id not in known:
                self.opened += 1
                check(pair, now_is)

    async def ask(self) -> None:
        mentor = self.town.person(self.dice.choice(self.mentors))
        await press(self.town, self.dice.choice(self.mentees), Address("mentoring", "ask", str(mentor.id)))

    async def yes(self) -> None:
        await self._answer("ask_yes")

    async def no(self) -> None:
        await self._answer("ask_no")

    async def _answer(self, action: str) -> None:
        mentor = self.dice.choice(self.mentors)
        async with self.town.network.read() as tx:
            asked = await AskStore(tx).to_mentor(self.town.person(mentor).id)
        for found in asked:
            await press(self.town, mentor, Address("mentoring", action, str(found.id)))

    async def pause(self) -> None:
        day = (self.town.clock.now() + timedelta(days=9)).date().isoformat()
        await press(self.town, self.dice.choice(self.mentors), Address("mentoring", "pause", day))

    async def resume(self) -> None:
        await press(self.town, self.dice.choice(self.mentors), Address("mentoring", "resume"))

    async def lower(self) -> None:
        await offer(self.town, self.dice.choice(self.mentors), self.dice.choice(["1", "2", "99"]))

    async def supervise(self) -> None:
        below, above = self.dice.choice(self.mentees), self.dice.choice(self.mentors)
        async with self.town.network.write() as tx:
            await PeopleStore(tx).set_supervisors(self.town.person(below).id, [self.town.person(above).id])


@pytest.mark.parametrize("seed", [1, 2])
async def test_no_sequence_of_clicks_with_restarts_between_opens_a_pair_that_breaks_a_hard_rule(
    town: Town, seed: int
) -> None:
    mentees = [await newcomer(town, name) for name in ("Ana A", "Bea B", "Cem C")]
    mentors = [await seasoned(town, name) for name in ("Xeno X", "Yara Y")]
    for each in mentees:
        await ask(town, each)
    for each in mentors:
        await offer(town, each)
    story = Clicking(town, seed, mentees, mentors)
    for _ in range(25):
        await story.step()
    assert story.opened, "a story in which nobody finds anybody shows nothing"


async def _situation(town: Town) -> Situation:
    async with town.network.read() as tx:
        return await MentoringStore(tx).situation()
