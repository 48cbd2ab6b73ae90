"""Rounds with the real commands and buttons, on a server, with restarts between."""

from __future__ import annotations

import random
from datetime import date, timedelta

import discord
from simcord.actors import MemberActor

from bot.matching.rounds import match
from cogs.mentoring import proposals
from cogs.mentoring.pool import pool_of
from cogs.mentoring.rules import Situation
from cogs.mentoring.store import MentoringStore
from tests.cogs.mentoring.stories.following import check_settled, disturb, mend
from tests.cogs.mentoring.stories.story import check
from tests.cogs.mentoring.town_life import GENERAL, have_wishes, newcomer, seasoned, shown, steward
from tests.kit.town import Town

ASKING = ("Ana Ruiz", "Cleo Park", "Dee Long", "Eve Moss", "Gus Hale")
IN_ROLE_SINCE = date(2024, 9, 1)  # no newcomers: those would not wait for a round
OFFERING = ("Ben Carter", "Fay Stone", "Hal Reed")


class Streets:
    """The same with the real commands and buttons, on a server, with restarts between."""

    def __init__(self, town: Town, seed: int, members: list[MemberActor]) -> None:
        self.town, self.dice = town, random.Random(seed)  # noqa: S311 -- a repeatable story, no secret
        self.by_id = {town.person(each).id: each for each in members}
        self.opened: set[int] = set()
        self.barred = 0

    async def step(self, runs_it: MemberActor | None) -> None:
        deed = self.dice.choice(["round", "answer", "answer", "answer", "answer", "stale", "wait", "restart"])
        if deed == "round":
            await self.round(runs_it)
        elif deed == "answer":
            await self.answer()
        elif deed == "stale":
            await self.click(self.dice.choice(list(self.by_id.values())), newest=False)
        elif deed == "wait":
            await self.town.forward(timedelta(hours=self.dice.choice([1, 20, 80])))
        else:
            await self.town.restart()
        await self.town.settle()

    async def round(self, runs_it: MemberActor | None) -> None:
        """Let a steward run a round; without one it is matched here, which needs no process of its own."""
        if runs_it is not None:
            preview = shown(await runs_it.slash(self.town.channel(GENERAL), "mentor round"))
            if preview.components:
                await runs_it.click(preview, label="Publish the round")
            return
        community, now = self.town.network.community, self.town.clock.now()
        found = match(pool_of(await self.now(), community, now)).matches
        async with self.town.network.write() as tx:
            await proposals.publish(tx, found, community, now)

    async def answer(self) -> None:
        waiting = [pair for pair in (await self.now()).pairs if pair.state == "proposed"]
        if not waiting:
            return
        pair = self.dice.choice(sorted(waiting, key=lambda one: (one.mentee_id, one.mentor_id)))
        for who in self.dice.sample([pair.mentee_id, pair.mentor_id], 2):
            if self.dice.random() < 0.25:
                self.barred += 1
                await disturb(self.town.network, pair, self.dice, self.town.clock.now())
            if self.dice.random() < 0.1:
                await self.town.restart()
            await self.click(self.by_id[who], newest=True)
            await self.look()
        await mend(self.town.network, pair)

    async def click(self, who: MemberActor, *, newest: bool) -> None:
        """Press an answer that somebody got: the newest, or any, however stale."""
        letters = [letter for letter in self.town.direct_messages(who) if "Accept" in labels(letter)]
        if letters:
            label = "Not now" if self.dice.random() < 0.1 else "Accept"
            await who.user.click(letters[-1] if newest else self.dice.choice(letters), label=label)
            await self.look()

    async def now(self) -> Situation:
        async with self.town.network.read() as tx:
            return await MentoringStore(tx).situation()

    async def look(self) -> None:
        """Hold whatever has opened since the last look against every hard rule."""
        now_is = await self.now()
        for pair in now_is.pairs:
            if pair.state == "open" and pair.id not in self.opened:
                check(pair, now_is)
                self.opened.add(pair.id)


def labels(letter: discord.Message) -> set[str | None]:
    rows = [row for row in letter.components if isinstance(row, discord.ActionRow)]
    return {child.label for row in rows for child in row.children if isinstance(child, discord.Button)}


async def live_on_streets(town: Town, seed: int, steps: int, *, is_long: bool = False) -> Streets:
    """Let some who ask and some who offer live through so many steps, and hold what is open at the end to the rules.

    A long run has more people and a steward who runs the rounds.
    """
    runs_it = await steward(town) if is_long else None
    asking = [await newcomer(town, name, started_on=IN_ROLE_SINCE) for name in ASKING[: 5 if is_long else 3]]
    offering = [await seasoned(town, name) for name in OFFERING[: 3 if is_long else 2]]
    await have_wishes(town, asking, offering)
    story = Streets(town, seed, [*asking, *offering])
    await story.round(runs_it)
    for _ in range(steps):
        await story.step(runs_it)
    await town.forward(timedelta(hours=1))
    check_settled(await story.now())
    return story
