"""Whether others have said something alike, among what a member may read."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from archive.issues.listing import Filters, newest
from archive.issues.model import Issue
from bot.text.vectors import FEW, vectors_of

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

COMPARED = 1000  # the newest issues: about a second of work in the worker
MOST = 3
PATIENCE = 20.0  # seconds; while a night's grouping has the worker, nobody is kept waiting for an offer
# cosines from which two texts are worth a look: the fewer texts a space is made of, the more they all look alike.
# Measured on banking77 (tests/archive/issues/test_similar.py): three of four that are offered share its intent
SOME = 200
LEAST_OF_FEW, LEAST_OF_SOME, LEAST_OF_MANY = 0.25, 0.65, 0.55


def least_likeness(texts: int) -> float:
    """Return the cosine from which one of so many texts is worth a look."""
    if texts < FEW:
        return LEAST_OF_FEW
    return LEAST_OF_SOME if texts < SOME else LEAST_OF_MANY


def places_like(texts: Sequence[str], text: str, most: int) -> list[int]:
    """Return the places of the texts most like one, the closest first. Plain data in and out, for the worker."""
    vectors = vectors_of([*texts, text])
    likeness = vectors[:-1] @ vectors[-1]
    order = sorted(range(len(texts)), key=lambda place: (-likeness[place], place))
    return [place for place in order[:most] if likeness[place] >= least_likeness(len(vectors))]


async def similar_issues(house: House, network: Network, reader_id: int, text: str) -> list[Issue]:
    """Return up to three open issues that a member may read and that say something alike, the most alike first.

    They are an offer: where the worker has no time for it, there are none.
    """
    async with network.read() as tx:
        candidates = await newest(tx, reader_id, Filters(status="open"), most=COMPARED)
    if not candidates:
        return []
    try:
        async with asyncio.timeout(PATIENCE):
            places = await house.workers.run(places_like, [issue.text for issue in candidates], text, MOST)
    except TimeoutError:
        return []
    return [candidates[place] for place in places]
