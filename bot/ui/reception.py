"""Lets interactions in, in the order they came, one in each pass of the event loop; who waits long is told so first.

What one core cannot do at once would otherwise be begun at once: every answer would be late, and the loop would stand
still for as long as everything that is begun takes. Not so many at a time, because an answer is on its way to Discord
for a tenth of a second in which nothing is to be done; one a pass, because a pass ends when the processor is free.
Why, and what was weighed: docs/decisions/0044.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Any, ClassVar

import discord

from bot.errors import Refusal
from bot.ui.putting_off import is_answered, put_off
from config.texts import N_

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

LONG_SECONDS = 0.3  # of the three that Discord waits for a first answer
LONG_AT_WORK = 0.6  # since it arrived: most answers have come by then, and need no word before them
LOOK_EVERY = 0.1
TOLD_AT_ONCE = 8  # in one pass: some milliseconds
STOP_SECONDS = 5.0  # for what is at work when the process stops
OPENS_FORM = "opens_form"
OPENING_A_FORM = {OPENS_FORM: True}  # `extras` of a command that does


@dataclass
class Stopping(Refusal):
    """The process stops before this was begun."""

    says: ClassVar[str] = N_("I'm being restarted, so nothing was changed. Try again in a minute.")


@dataclass
class Stopped(Refusal):
    """The process stops in the middle of this."""

    says: ClassVar[str] = N_("I was restarted in the middle of this. Look whether it was done before you try again.")


@dataclass(frozen=True)
class _Present:
    interaction: discord.Interaction[Any]
    since: float
    is_first: bool  # nothing may come before the answer


@dataclass(eq=False)
class _Waiting:
    interaction: discord.Interaction[Any]
    since: float
    turn: asyncio.Future[None]


class Reception:
    """The waiting room of one process. Closed with `answer`, which tells a person why nothing more comes."""

    def __init__(self, answer: Callable[[discord.Interaction[Any], Refusal], Awaitable[None]]) -> None:
        self._answer = answer
        self._first: deque[_Waiting] = deque()  # nothing may come before their answer
        self._told: deque[_Waiting] = deque()  # acknowledged, the oldest first
        self._others: deque[_Waiting] = deque()
        self._is_busy = False  # somebody was let in during this pass
        self._is_closed = False
        self._present: dict[asyncio.Task[Any], _Present] = {}
        self._looks: asyncio.TimerHandle | None = None
        self._telling: set[asyncio.Task[None]] = set()

    async def turn(self, interaction: discord.Interaction[Any], *, opens_form: bool = False) -> None:
        """Return when it is this interaction's turn; raises `Stopping`.

        Whoever waits long is acknowledged meanwhile, privately. Where a form or choices are to be the answer, nothing
        may come before it: those are let in first.
        """
        if self._is_closed:
            raise Stopping
        interaction.extras[OPENS_FORM] = opens_form
        is_first = opens_form or interaction.type is discord.InteractionType.autocomplete
        self._note_presence(_Present(interaction, perf_counter(), is_first))
        if not self._is_busy:
            self._wake()
            return
        loop = asyncio.get_running_loop()
        waiting = _Waiting(interaction, perf_counter(), loop.create_future())
        (self._first if is_first else self._others).append(waiting)
        await waiting.turn

    async def close(self) -> None:
        """Let nobody in any more, and let what is at work end; tell everybody who is left."""
        self._is_closed = True
        for queue in (self._first, self._told, self._others):
            for waiting in queue:
                _refuse(waiting)
            queue.clear()
        if self._present:
            await asyncio.wait(self._present, timeout=STOP_SECONDS)
        left = dict(self._present)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        inside = [each.interaction for each in left.values()]
        owed = [each for each in inside if each.type is not discord.InteractionType.autocomplete]
        await asyncio.gather(*(self._answer(each, Stopped()) for each in owed), return_exceptions=True)

    def _note_presence(self, present: _Present) -> None:
        task = asyncio.current_task()
        if task is not None:  # discord.py begins one for each interaction
            self._present[task] = present
            task.add_done_callback(self._note_absence)
            if self._looks is None:
                self._looks = asyncio.get_running_loop().call_later(LOOK_EVERY, self._look)

    def _note_absence(self, task: asyncio.Task[Any]) -> None:
        del self._present[task]
        if not self._present and self._looks is not None:
            self._looks.cancel()
            self._looks = None

    def _look(self) -> None:
        """Now and then, while somebody is here: whose answer is at work for long is told too."""
        loop = asyncio.get_running_loop()
        self._looks = loop.call_later(LOOK_EVERY, self._look) if self._present and not self._is_closed else None
        long_since = perf_counter() - LONG_AT_WORK
        for each in self._present.values():
            if each.since < long_since and not (each.is_first or is_answered(each.interaction)):
                self._keep(loop.create_task(put_off(each.interaction)))

    def _wake(self) -> None:
        self._is_busy = True
        asyncio.get_running_loop().call_soon(self._next)

    def _next(self) -> None:
        """Once a pass: whoever waits long by now is told, and one of those who wait is let in."""
        loop = asyncio.get_running_loop()
        for _ in range(TOLD_AT_ONCE):
            if not self._others or perf_counter() - self._others[0].since < LONG_SECONDS:
                break
            self._keep(loop.create_task(self._tell(self._others.popleft())))
        queue = next((queue for queue in (self._first, self._told, self._others) if queue), None)
        if queue is None:
            self._is_busy = False
            return
        waiting = queue.popleft()
        if not waiting.turn.done():
            waiting.turn.set_result(None)
        self._wake()

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _tell(self, waiting: _Waiting) -> None:
        """Acknowledge an interaction, and have it wait on: what Discord does not take is tried again by the answer."""
        await put_off(waiting.interaction)
        if self._is_closed:
            _refuse(waiting)
            return
        self._told.append(waiting)
        if not self._is_busy:
            self._wake()


def _refuse(waiting: _Waiting) -> None:
    if not waiting.turn.done():
        waiting.turn.set_exception(Stopping())
