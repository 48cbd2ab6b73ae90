"""Whether others have said something alike, among what a member may read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from archive.issues.listing import Filters, newest
from archive.issues.model import Issue
from archive.issues.store import IssueStore

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

COMPARED = 400  # issues up to which each is compared: 50 ms of the worker's time, and some of the loop's to read them
LOOKED_AT = 30  # of the index: some are closed, or not for this reader
PAGE = 500  # issues read at once, some 10 ms
LATELY = timedelta(hours=3)  # longer than an index that nobody asks for is held
MOST = 3
PATIENCE = 20.0  # seconds; while a night's grouping has the worker, nobody is kept waiting for an offer
# cosines from which two texts are worth a look: the fewer texts a space is made of, the more they all look alike.
# Measured on banking77 (tests/archive/issues/test_similar.py): three of four that are offered share its intent
SOME = 200
MANY = 1000
LEAST_OF_INDEX, LEAST_OF_SMALL_INDEX = 0.65, 0.55  # in the space of `bot.text.space`; at 1,200 to 8,000 texts, at 500
LEAST_OF_FEW, LEAST_OF_SOME, LEAST_OF_MANY = 0.25, 0.65, 0.55


def least_likeness(texts: int) -> float:
    """Return the cosine from which one of so many texts is worth a look."""
    from bot.text.vectors import FEW  # noqa: PLC0415 -- loads scikit-learn, which only the worker needs

    if texts < FEW:
        return LEAST_OF_FEW
    return LEAST_OF_SOME if texts < SOME else LEAST_OF_MANY


def places_like(texts: Sequence[str], text: str, most: int) -> list[int]:
    """Return the places of the texts most like one, the closest first. Plain data in and out, for the worker."""
    from bot.text.vectors import vectors_of  # noqa: PLC0415 -- the same

    vectors = vectors_of([*texts, text])
    likeness = vectors[:-1] @ vectors[-1]
    order = sorted(range(len(texts)), key=lambda place: (-likeness[place], place))
    return [place for place in order[:most] if likeness[place] >= least_likeness(len(vectors))]


async def similar_issues(
    house: House, network: Network, reader_id: int, text: str, *, exact_up_to: int = COMPARED
) -> list[Issue]:
    """Return up to three open issues that a member may read and that say something alike, the most alike first.

    They are an offer: where there is no time for it, there are none. Of up to `exact_up_to` issues each is compared;
    more of them are held in an index (`bot.text.held`), all that came since included.
    """
    try:
        async with asyncio.timeout(PATIENCE):
            async with network.read() as tx:
                are_few = await IssueStore(tx).count() <= exact_up_to
            alike = _of_few if are_few else _of_many
            return await alike(house, network, reader_id, text)
    except TimeoutError:
        return []


async def _of_few(house: House, network: Network, reader_id: int, text: str) -> list[Issue]:
    async with network.read() as tx:
        candidates = await newest(tx, reader_id, Filters(status="open"), most=COMPARED)
    if not candidates:
        return []
    places = await house.workers.run(places_like, [issue.text for issue in candidates], text, MOST)
    return [candidates[place] for place in places]


async def _of_many(house: House, network: Network, reader_id: int, text: str) -> list[Issue]:
    name = str(network.id)
    await house.held.ready(name, lambda: _pages(network))
    await _catch_up(house, network, name)
    least = LEAST_OF_INDEX if house.held.count(name) > MANY else LEAST_OF_SMALL_INDEX
    ids = await house.held.nearest(name, text, most=LOOKED_AT, least=least)
    async with network.read() as tx:
        found = await newest(tx, reader_id, Filters(status="open", ids=ids), most=LOOKED_AT) if ids else []
    return sorted(found, key=lambda issue: ids.index(issue.id))[:MOST]


async def _pages(network: Network) -> AsyncIterator[Sequence[tuple[int, str]]]:
    """Yield all issues, some at a time, so that the event loop has others' turn between."""
    last = 0
    while True:
        async with network.read() as tx:
            page = await IssueStore(tx).after(last, most=PAGE)
        if not page:
            return
        yield [(issue.id, issue.text) for issue in page]
        last = page[-1].id


async def _catch_up(house: House, network: Network, name: str) -> None:
    """Take in what was raised since, here or in another process; where something went in another one, begin anew."""
    async with network.read() as tx:
        lately = await IssueStore(tx).ids_since(house.clock.now() - LATELY)
        new = await IssueStore(tx).these(house.held.lacks(name, lately))
        there = await IssueStore(tx).count()
    await house.held.add(name, [(issue.id, issue.text) for issue in new])
    if house.held.count(name) > there:
        house.held.forget()
