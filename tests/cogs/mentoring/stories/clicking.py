"""Browsing with the real commands and buttons, on a server, with restarts between."""

from __future__ import annotations

import random
from datetime import timedelta

from simcord.actors import MemberActor

from bot.cards import Address
from bot.people.store import PeopleStore
from cogs.mentoring.browse.store import AskStore
from cogs.mentoring.rules import Situation
from cogs.mentoring.store import MentoringStore
from tests.cogs.mentoring.stories.story import check
from tests.cogs.mentoring.town_life import have_wishes, newcomer, offer, seasoned
from tests.kit.pressing import press
from tests.kit.town import Town


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


async def live_by_clicks(town: Town, seed: int, steps: int) -> int:
    """Let three who ask and two who offer live through so many steps; return how many pairs opened."""
    mentees = [await newcomer(town, name) for name in ("Ana A", "Bea B", "Cem C")]
    mentors = [await seasoned(town, name) for name in ("Xeno X", "Yara Y")]
    await have_wishes(town, mentees, mentors)
    story = Clicking(town, seed, mentees, mentors)
    for _ in range(steps):
        await story.step()
    return story.opened


async def _situation(town: Town) -> Situation:
    async with town.network.read() as tx:
        return await MentoringStore(tx).situation()
