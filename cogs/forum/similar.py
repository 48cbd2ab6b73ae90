"""Earlier questions that a new one is like: shown before it is posted."""

from __future__ import annotations

from collections.abc import Sequence

from bot.database.transaction import Tx
from bot.text.similarity import most_alike
from cogs.forum.entries import EntryStore
from cogs.forum.model import STANDING, Entry
from cogs.forum.store import QuestionStore

LOOKED_AT = 100  # candidates that share rare words: compared by all of their words, in some 20 ms
MOST_SHOWN = 3
LEAST_ALIKE = 0.1  # below that two questions share a word by chance; see tests/cogs/forum/test_similar.py


async def nearest_questions(tx: Tx, text: str, *, most: int, least: float = 0.0) -> list[Entry]:
    """Return the earlier questions most like a text, the closest first."""
    candidates = [each for each in await EntryStore(tx).alike(text, LOOKED_AT) if each.words is not None]
    order = most_alike(text, [each.words or "" for each in candidates], most=most, least=least)
    return [candidates[each] for each in order]


async def similar_to(tx: Tx, text: str) -> Sequence[int]:
    """Return the ids of up to `MOST_SHOWN` earlier questions that may answer a new one and still stand."""
    found = [each.question_id for each in await nearest_questions(tx, text, most=2 * MOST_SHOWN, least=LEAST_ALIKE)]
    known = await QuestionStore(tx).some(found)
    return [each for each in found if each in known and known[each].state in STANDING][:MOST_SHOWN]
