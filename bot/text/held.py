"""Very many texts held in a process of their own, to say which of them are most like one more.

The process keeps their index (`bot.text.index`) by name; nothing is written to disk, and the event loop does none of
the work. It is built when it is first asked for, and again after a start. When texts go (`GONE`), the process is ended
with everything it held: vectors, and the vocabulary that was learned from them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field

from bot.text.held_there import add, drop, gather, nearest, settle
from bot.workers import Workers

GONE = "texts.gone"  # announced by the transaction that erases or changes words
IDLE_SECONDS = 3600.0

Page = Sequence[tuple[int, str]]  # ids with their texts


@dataclass
class _Held:
    """What this process knows of one index: which ids are in it, or how it is being built."""

    building: asyncio.Task[None] | None = None
    ids: set[int] = field(default_factory=set)


class HeldTexts:
    """The indexes of one house, each under a name."""

    def __init__(self) -> None:
        self._workers = Workers(IDLE_SECONDS)
        self._held: dict[str, _Held] = {}

    async def ready(self, name: str, pages: Callable[[], AsyncIterator[Page]]) -> None:
        """Return once an index is there; whoever comes first has it built, and nobody's impatience ends that.

        It may be gone again, or have failed: then it holds nothing.
        """
        held = self._held.setdefault(name, _Held())
        if held.building is None:
            held.building = asyncio.create_task(self._build(name, held, pages()))
        await asyncio.wait({held.building})

    def lacks(self, name: str, ids: Sequence[int]) -> list[int]:
        """Return which of these an index does not hold."""
        held = self._held.get(name)
        return [one for one in ids if held is None or one not in held.ids]

    def count(self, name: str) -> int:
        """Return how many texts an index holds."""
        held = self._held.get(name)
        return len(held.ids) if held is not None else 0

    async def add(self, name: str, page: Page) -> None:
        """Take more texts into an index that is there."""
        held = self._held.get(name)
        if held is None or not page:
            return
        held.ids.update(one for one, _ in page)
        await self._ask(add, name, [one for one, _ in page], [text for _, text in page])

    async def nearest(self, name: str, text: str, *, most: int, least: float) -> list[int]:
        """Return the ids of the texts most like one, the closest first; none where the index is gone meanwhile."""
        return await self._ask(nearest, name, text, most, least) or []

    def forget(self, _network_id: int = 0) -> None:
        """End the process with everything it holds, at once: what it was is built anew when it is asked for."""
        if not self._held:
            return
        for held in self._held.values():
            if held.building is not None:
                held.building.cancel()
        self._held.clear()
        self._workers.drop()

    def close(self) -> None:
        """End the process, if there is one."""
        self.forget()
        self._workers.close()

    async def _build(self, name: str, held: _Held, pages: AsyncIterator[Page]) -> None:
        try:
            await self._workers.run(drop, name)
            async for page in pages:
                held.ids.update(one for one, _ in page)
                await self._workers.run(gather, name, [one for one, _ in page], [text for _, text in page])
            await self._workers.run(settle, name)
        except (OSError, BrokenProcessPool):  # the process was ended: words went meanwhile, or the machine was short
            if self._held.get(name) is held:
                del self._held[name]

    async def _ask(self, work: Callable[..., list[int] | None], *arguments: object) -> list[int] | None:
        """Ask the process, whoever is impatient meanwhile; one that has ended has forgotten, so it is built anew."""
        try:
            found = await asyncio.shield(asyncio.ensure_future(self._workers.run(work, *arguments)))
        except BrokenProcessPool:
            found = None
        if found is None:
            self._held.pop(str(arguments[0]), None)
        return found
