"""How the story is told: chapters of steps, each one plain sentence and the time it took."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Scene = TypeVar("Scene")


@dataclass(frozen=True)
class Chapter(Generic[Scene]):
    """A part of the story: its title and its steps, which say what happened."""

    title: str
    steps: tuple[Callable[[Scene], Awaitable[str]], ...]


@dataclass(frozen=True)
class Told:
    """A step that was played."""

    chapter: str
    says: str
    seconds: float


@dataclass
class Telling:
    """Plays chapters and keeps what happened."""

    on_step: Callable[[Told], None] = lambda _told: None
    told: list[Told] = field(default_factory=list)

    async def play(self, chapters: Sequence[Chapter[Scene]], scene: Scene) -> None:
        """Play every step in its order; a step that fails ends the story with its error."""
        for chapter in chapters:
            for step in chapter.steps:
                begun = time.perf_counter()
                says = await step(scene)
                self._keep(Told(chapter.title, says, time.perf_counter() - begun))

    def _keep(self, told: Told) -> None:
        self.told.append(told)
        self.on_step(told)

    def chapters(self) -> dict[str, list[Told]]:
        """Return what was told, by chapter."""
        found: dict[str, list[Told]] = {}
        for told in self.told:
            found.setdefault(told.chapter, []).append(told)
        return found
