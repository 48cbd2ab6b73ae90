"""Repairs that one look sets going, each by itself: what cannot be put right must not wait for what can."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

import discord

from bot.database.network import Network
from bot.visibility.keeping.exposures import BEYOND_REPAIR
from bot.visibility.permissions.model import Reason
from cogs.rooms.readers.looking.known import Seen

log = logging.getLogger(__name__)

Repair = Callable[[Network], Awaitable[bool]]  # says whether it changed anything; Discord tells of that by an event
Target = tuple[Literal["member", "role", "space", "thread", "server"], int]
AT_ONCE = 5  # repairs that let nobody out: Discord takes a server's calls one after the other, and others come first


@dataclass
class Repairs:
    """What is to be put right, each target once, in the order it was heard of."""

    urgent: dict[Target, Repair] = field(default_factory=dict)  # somebody reads what they should not
    others: dict[Target, Repair] = field(default_factory=dict)

    def __contains__(self, target: Target) -> bool:
        """Say whether a target is to be put right."""
        return target in self.urgent or target in self.others

    def add(self, target: Target, repair: Repair, *, is_urgent: bool) -> None:
        """Have a target put right, by the newest of its repairs; one that was urgent once stays so."""
        if is_urgent:
            self.others.pop(target, None)
        among = self.urgent if is_urgent or target in self.urgent else self.others
        among[target] = repair


class Repairing:
    """The repairs under way after one look. Those that let somebody out go first, the others a few at a time."""

    def __init__(self, network: Network, guild: discord.Guild, repairs: Repairs, calm: asyncio.Semaphore) -> None:
        self._network, self._guild, self._calm = network, guild, calm
        self._done: set[Target] = set()
        self._refused: set[Target] = set()
        self._tasks = {
            **{each: asyncio.create_task(self._repair(each, repair)) for each, repair in repairs.urgent.items()},
            **{each: asyncio.create_task(self._in_turn(each, repair)) for each, repair in repairs.others.items()},
        }

    @property
    def tasks(self) -> Iterable[asyncio.Task[None]]:
        """The repairs, done or not."""
        return self._tasks.values()

    @property
    def is_over(self) -> bool:
        """Whether all of them have ended."""
        return all(task.done() for task in self._tasks.values())

    def cancel(self) -> None:
        """Leave off what has not ended."""
        for task in self._tasks.values():
            task.cancel()

    async def wait(self, exposed: Iterable[int], seconds: float | None) -> None:
        """Wait for the repairs that may end what was seen: of anything but members, and of these members.

        Raises what a repair raised, other than Discord's refusal.
        """
        members = frozenset(exposed)
        awaited = [task for (what, which), task in self._tasks.items() if what != "member" or which in members]
        if awaited:
            done, _ = await asyncio.wait(awaited, timeout=seconds)
            for task in done:
                task.result()

    def is_refused(self, channel_id: int) -> bool:
        """Say whether Discord did not let a space's overwrites be put back."""
        return ("space", channel_id) in self._refused

    def ended(self, seen: Seen, ours: Iterable[int]) -> frozenset[int]:
        """Return whose exposures a repair has ended: its own event brings the next look. `ours` are our roles."""
        thread = self._guild.get_thread(seen.space.channel_id)
        places = {seen.space.channel_id} | ({thread.parent_id} if thread is not None else set())
        is_place_done = any((what, place) in self._done for what in ("space", "thread") for place in places)
        known = frozenset(ours)
        return frozenset(
            who
            for who, why in seen.answer.exposed.items()
            if (is_place_done and why.cause not in BEYOND_REPAIR)
            or ("role", why.role_id) in self._done
            or (("member", who) in self._done and _is_through(why, known))
        )

    async def _in_turn(self, target: Target, repair: Repair) -> None:
        async with self._calm:
            await self._repair(target, repair)

    async def _repair(self, target: Target, repair: Repair) -> None:
        try:
            if await repair(self._network):
                self._done.add(target)
        except discord.HTTPException as refused:
            self._refused.add(target)
            log.warning("a change on server %s could not be put right (%s)", self._guild.id, refused.code)


def _is_through(why: Reason, roles: frozenset[int]) -> bool:
    return why.cause == "role" and why.role_id in roles
