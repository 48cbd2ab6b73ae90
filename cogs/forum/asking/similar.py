"""Earlier questions that a new one is like: shown before it is posted."""

from __future__ import annotations

from collections.abc import Sequence

from bot.database.network import Network
from bot.text.alike import most_alike
from bot.workers import Workers
from cogs.forum.entries import EntryStore
from cogs.forum.model import STANDING, Entry
from cogs.forum.store import QuestionStore

LOOKED_AT = 100  # candidates that share rare words: compared by all of their words
AT_ONCE = 15_000  # characters compared on the spot, some 20 ms; more would hold everybody up, and goes to the worker
MOST_SHOWN = 3
LEAST_ALIKE = 0.1  # below that two questions share a word by chance; see tests/cogs/forum/test_similar.py


async def nearest_questions(
    network: Network, workers: Workers, text: str, *, most: int, least: float = 0.0
) -> list[Entry]:
    """Return the earlier questions most like a text, the closest first."""
    async with network.read() as tx:
        candidates = [each for each in await EntryStore(tx).alike(text, LOOKED_AT) if each.words is not None]
    words = [each.words or "" for each in candidates]
    if len(text) + sum(map(len, words)) <= AT_ONCE:
        order = most_alike(text, words, most=most, least=least)
    else:
        order = await workers.run(most_alike, text, words, most=most, least=least)
    return [candidates[each] for each in order]


async def similar_to(network: Network, workers: Workers, text: str) -> Sequence[int]:
    """Return the ids of up to `MOST_SHOWN` earlier questions that may answer a new one and still stand."""
    nearest = await nearest_questions(network, workers, text, most=2 * MOST_SHOWN, least=LEAST_ALIKE)
    found = [each.question_id for each in nearest]
    async with network.read() as tx:
        known = await QuestionStore(tx).some(found)
    return [each for each in found if each in known and known[each].state in STANDING][:MOST_SHOWN]
