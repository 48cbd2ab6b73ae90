"""What the page shows and plays on: the stage while one is open, and the wish to begin anew."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from aiohttp import web

from config.texts import Texts
from demo.play.hands import Hands, Outcome
from demo.play.tour import Progress
from demo.telling import Telling

BETWEEN = "The story is being played. In a moment you can go on."


@dataclass
class Theatre:
    """Between two plays there are no hands: the page then shows how far the story is."""

    telling: Telling = field(default_factory=Telling)
    again: asyncio.Event = field(default_factory=asyncio.Event)  # somebody wants everything as it was at first
    _hands: Hands | None = None
    _progress: Progress | None = None
    _notes: dict[int, Outcome] = field(default_factory=dict)  # a sentence for an account, shown once

    @property
    def is_open(self) -> bool:
        """Say whether there is something to play on."""
        return self._hands is not None

    def open(self, hands: Hands, progress: Progress) -> None:
        """Let the visitor play."""
        self._hands, self._progress = hands, progress
        self.again.clear()
        self._notes.clear()

    def close(self) -> None:
        """Take the stage away; another story begins."""
        self._hands, self._progress, self.telling = None, None, Telling()

    def begin_again(self) -> None:
        """Ask for everything as it was at first."""
        if self.is_open:
            self.close()
            self.again.set()

    def hands(self) -> Hands:
        """Return what one plays with; raises an answer for the browser while there is nothing to play on."""
        if self._hands is None:
            raise web.HTTPServiceUnavailable(text=BETWEEN)
        return self._hands

    @property
    def progress(self) -> Progress:
        """How far the tour is; raises as `hands` does."""
        if self._progress is None:
            raise web.HTTPServiceUnavailable(text=BETWEEN)
        return self._progress

    def noted(self, account_id: int, outcome: Outcome) -> None:
        """Keep a sentence to be shown to somebody on the next page."""
        if outcome.note:
            self._notes[account_id] = outcome

    def take_note(self, account_id: int, t: Texts) -> str:
        """Return it, once, in the reader's language."""
        kept = self._notes.pop(account_id, None)
        return t(kept.note, **kept.facts) if kept is not None else ""
