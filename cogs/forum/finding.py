"""Finding questions by what was asked, what helped and what closed them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.database.transaction import Tx
from bot.errors import Refusal
from cogs.forum.entries import BOUND, EntryStore
from cogs.forum.private import Found
from cogs.forum.rules import ranked
from cogs.forum.store import QuestionStore
from config.texts import N_

ON_A_PAGE = 5


@dataclass(frozen=True)
class Page:
    """A page of what was found: of how many, which one, and whether older ones were not looked at."""

    found: Sequence[Found]
    count: int
    number: int
    is_cut: bool


@dataclass
class NothingAsked(Refusal):
    """There is no word in what was typed."""

    says: ClassVar[str] = N_("Write a word or two to look for, such as: interpreters evening.")


async def find(tx: Tx, words: str, topic: str, *, page: int, now: datetime) -> Page:
    """Return a page of the questions that have every word, the last at most.

    What cannot be opened any more (its author's key is gone) is left out.
    """
    matches = await EntryStore(tx).find(words, topic)
    best = ranked(matches, now)
    page = max(1, min(page, -(-len(best) // ON_A_PAGE)))
    shown = best[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    entries = await EntryStore(tx).some([match.id for match in shown])
    known = await QuestionStore(tx).some([match.question_id for match in shown])
    found = [
        Found(known[match.question_id], entries[match.id].words or "", match.kind)
        for match in shown
        if match.question_id in known and match.id in entries and entries[match.id].words is not None
    ]
    return Page(found, len(best), page, is_cut=len(matches) == BOUND)
