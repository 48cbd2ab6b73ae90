"""Discord on loopback with a crowd of members in it, who do things at an even pace; first answers are timed."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import perf_counter, time
from typing import Any

from aiohttp import web

from benchmarks import large_network as large
from benchmarks.interactions.mix import Deed, deeds
from benchmarks.interactions.network import MASK_MONTH, STEWARD
from benchmarks.large_server import GUILD
from benchmarks.outgoing import BOT, Outgoing
from tests.kit.gateway import Gateway
from tests.kit.replies import LATER, LATER_UPDATE, MESSAGE, Replies, Reply, Visitors

WRONG = "Something went wrong on our side"
PATIENCE = 30.0  # seconds after the last one was sent, for answers that are late
LISTENED = 120.0  # seconds as well: when the latest came is told, though it was too late by then


@dataclass
class Answered:
    """How long first answers took, in seconds and in order; and what was wrong with which.

    An answer may be put off: what was asked for comes later then, within `PATIENCE` of the last one that was sent.
    """

    seconds: list[float] = field(default_factory=list)
    by_deed: dict[str, list[float]] = field(default_factory=dict)
    put_off: list[float] = field(default_factory=list)  # when what was asked for came, of those that were
    wrong: Counter[str] = field(default_factory=Counter)
    began: float = 0.0  # by the clock everybody shares
    ended: float = 0.0
    beside: Counter[str] = field(default_factory=Counter)  # what the steward had done meanwhile

    def at(self, part: float) -> float:
        """Return the time within which this part of all was answered; an answer that never came took for ever."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


@dataclass
class Crowd:
    """The server's members, and the wire they are heard over."""

    gateway: Gateway
    replies: Replies
    visitors: Visitors
    deeds: Sequence[Deed]
    members: Sequence[int]
    random: Random
    address: str = ""

    def visitor(self) -> int:
        """Return whoever comes next."""
        return self.random.choice(self.members)

    async def tell(self, sent: dict[str, Any]) -> None:
        """Send an interaction to the bot."""
        await self.gateway.send("INTERACTION_CREATE", sent)

    async def first_answer(self, *, patience: float = 300.0) -> float:
        """Click until somebody answers; return how long that took, in seconds."""
        began = perf_counter()
        while True:
            sent = self.visitors.click(large.FIRST + 2, "help:show:")
            with suppress(TimeoutError, IndexError, ConnectionError):  # nobody is connected yet
                await self.tell(sent)
                await asyncio.wait_for(self.replies.wait_for(sent["token"]), 2)
                return perf_counter() - began
            assert perf_counter() - began < patience, "the bot does not answer"
            await asyncio.sleep(0.02)

    async def send_evenly(self, rate: float, seconds: float, choose: Callable[[], tuple[Deed, int]]) -> Answered:
        """Send so many a second, however late answers are; return how long the first ones took."""
        answered, sent = Answered(began=time()), list[tuple[float, Deed, str]]()
        start = perf_counter()
        for number in range(int(rate * seconds)):
            due = start + number / rate
            if (ahead := due - perf_counter()) > 0:
                await asyncio.sleep(ahead)
            deed, who = choose()
            told = deed.send(who)
            sent.append((due, deed, told["token"]))
            await self.tell(told)
        ended = perf_counter()
        while any(self._lacks(deed, token) for _, deed, token in sent) and perf_counter() < ended + LISTENED:  # noqa: ASYNC110 -- what it waits for has no event
            await asyncio.sleep(0.05)
        answered.ended = time()
        for due, deed, token in sent:
            self._judge(answered, due, deed, token, until=ended + PATIENCE)
        return answered

    def _lacks(self, deed: Deed, token: str) -> bool:
        reply = self.replies.first.get(token)
        return reply is None or (_is_put_off(deed, reply) and token not in self.replies.later)

    def _judge(self, answered: Answered, due: float, deed: Deed, token: str, *, until: float) -> None:
        reply = self.replies.first.get(token)
        took = reply.at - due if reply is not None else float("inf")
        answered.seconds.append(took)
        answered.by_deed.setdefault(deed.name, []).append(took)
        later = self.replies.later.get(token, ())
        if reply is None:
            answered.wrong[f"{deed.name}: no answer"] += 1
        elif any(WRONG in each.told for each in later):
            answered.wrong[f"{deed.name}: went wrong later"] += 1
        elif _is_put_off(deed, reply):
            answered.put_off.append(later[0].at - due if later else float("inf"))
            if not later or later[0].at > until:
                answered.wrong[f"{deed.name}: put off for too long"] += 1
        elif reply.kind != deed.answered or WRONG in reply.told:
            answered.wrong[f"{deed.name}: {reply.told[:200]}"] += 1

    async def all_kinds(self, rate: float, seconds: float, *, beside: bool = True) -> Answered:
        """Send the mix, while, `beside` it, a steward has rounds matched and digests built, one after the other."""
        weights = [deed.weight for deed in self.deeds]

        def choose() -> tuple[Deed, int]:
            return self.random.choices(self.deeds, weights)[0], self.visitor()

        done: Counter[str] = Counter()
        steward = asyncio.create_task(self._work_as_steward(done)) if beside else None
        answered = await self.send_evenly(rate, seconds, choose)
        if steward is not None:
            steward.cancel()
        answered.beside = done
        return answered

    async def one_by_one(self, deed: Deed, times: int) -> None:
        """Let members do one thing, each after the other was answered."""
        for _ in range(times):
            told = deed.send(self.visitor())
            await self.tell(told)
            await self.replies.wait_for(told["token"])

    async def clicks(self, rate: float, addresses: Sequence[str]) -> Answered:
        """Click each of these buttons once, each under a message of its own."""
        places = iter(addresses)

        def choose() -> tuple[Deed, int]:
            address = next(places)
            made = Deed("an old button", 1, MESSAGE, lambda who: self.visitors.click(who, address))
            return made, self.visitor()

        return await self.send_evenly(rate, len(addresses) / rate, choose)

    async def _work_as_steward(self, done: Counter[str]) -> None:
        works = {"round": {}, "build": {"month": MASK_MONTH}, "preview": {"month": MASK_MONTH}}
        while True:
            for name, options in works.items():
                group = "mentor" if name == "round" else "digest"
                sent = self.visitors.command(STEWARD, f"{group} {name}", **options)
                await self.tell(sent)
                reply = await self.replies.wait_for(sent["token"])
                while reply.kind == LATER and sent["token"] not in self.replies.later:  # noqa: ASYNC110 -- what it waits for has no event
                    await asyncio.sleep(0.02)
                told = [reply, *self.replies.later.get(sent["token"], ())]
                done[f"{name} failed" if any(WRONG in each.told for each in told) else name] += 1


def _is_put_off(deed: Deed, reply: Reply) -> bool:
    return reply.kind in {LATER, LATER_UPDATE} and reply.kind != deed.answered


@asynccontextmanager
async def open_crowd(folder: Path, ids: dict[str, list[int]]) -> AsyncIterator[Crowd]:
    """Stand in for Discord, the server and everybody on it, until the block ends."""
    server = json.loads((folder / "server.json").read_text())
    members = {int(each["user"]["id"]): each for each in server["members"]}
    linked = [account for account in members if account not in {BOT, large.OWNER}]
    lounge = next(each for each in server["channels"] if each["id"] == str(large.ROOMS))
    visitors, random = Visitors(GUILD, lounge, members), Random(11)  # noqa: S311 -- the same crowd each time
    crowd = Crowd(Gateway(server, BOT), Replies(), visitors, deeds(visitors, ids, random), linked, random)
    app, rest = web.Application(client_max_size=1 << 26), Outgoing()
    app.add_routes([web.get("/gateway", crowd.gateway.connect), *crowd.replies.routes(),
                    web.route("*", "/{rest:.*}", rest.answer)])  # fmt: skip
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    crowd.address = f"127.0.0.1:{runner.addresses[0][1]}"
    crowd.gateway.url = f"ws://{crowd.address}/gateway"
    try:
        yield crowd
    finally:
        await runner.cleanup()
