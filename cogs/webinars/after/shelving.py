"""What the library shows to whom: past webinars that were for them, of which there is something to show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from archive.issues.themes import ThemeStore
from bot.database.ids import read_id
from bot.errors import Gone
from bot.people.rules import audiences
from bot.people.standing import graph_around
from bot.people.store import PeopleStore
from bot.search.terms import terms_of
from cogs.webinars.after.library import LibraryStore, Shelf
from cogs.webinars.after.rules import KINDS, QUESTIONS, NotYoursToKeep, Question, checked_link, shown_counts
from cogs.webinars.after.store import AfterStore
from cogs.webinars.rules import NoTitle, may_come
from cogs.webinars.store import WebinarStore

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.people.model import Person
    from cogs.webinars.model import Webinar

EVER = datetime(2020, 1, 1, tzinfo=UTC)


async def held(tx: Tx, now: datetime) -> Sequence[Webinar]:
    """Return the webinars that have been, the newest first."""
    every = await WebinarStore(tx).since(EVER)
    over = [each for each in every if each.event_id is not None and each.ends_at <= now and not each.is_cancelled]
    return over[::-1]


async def shelves(tx: Tx, network: Network, person: Person, words: str, *, now: datetime) -> Sequence[Shelf]:
    """Return what the library has for a person that fits the words, the newest first; without words all of it."""
    own = audiences(person, await graph_around(tx, person), network.community)
    theirs: Sequence[Webinar] = [each for each in await held(tx, now) if may_come(each, own)]
    if words.strip():
        theirs = await _fitting(tx, theirs, words)
    ids, least = [each.id for each in theirs], network.community.publication.people
    kept = await LibraryStore(tx).of_webinars(ids)
    numbers = await _closed_counts(tx, ids)
    found = [Shelf(each, kept.get(each.id, ()), numbers.get(each.id, {})) for each in theirs]
    return [each for each in found if each.materials or _has_outcome(each, least)]


async def may_keep(tx: Tx, webinar: Webinar, person: Person) -> bool:
    """Say whether a person may put something into a webinar's library: who proposed it, and stewards."""
    proposed = {each.id for each in await WebinarStore(tx).proposals_of(person.id)}
    return webinar.id in proposed or await PeopleStore(tx).is_steward(person.id)


async def keep(
    tx: Tx, person: Person, written: str, kind: str, title: str, link: str, *, now: datetime
) -> tuple[int, Webinar]:
    """Put something into the library; raises `Gone`, `NotYoursToKeep`, `NoTitle` or `NotALink`."""
    webinar_id = read_id(written)
    webinar = next((each for each in await held(tx, now) if each.id == webinar_id), None)
    if webinar is None or kind not in KINDS:
        raise Gone
    if not await may_keep(tx, webinar, person):
        raise NotYoursToKeep
    name, address = " ".join(title.split()), checked_link(link)
    if not name:
        raise NoTitle
    return await LibraryStore(tx).keep(webinar, person.id, kind, name, address, now=now), webinar


async def take_out(tx: Tx, person: Person, material_id: int) -> None:
    """Take something out of the library, as whoever put it there or a steward; raises `Gone`."""
    found = await LibraryStore(tx).get(material_id)
    if found is None or (found.person_id != person.id and not await PeopleStore(tx).is_steward(person.id)):
        raise Gone
    await LibraryStore(tx).remove(material_id)


async def _fitting(tx: Tx, webinars: Sequence[Webinar], words: str) -> Sequence[Webinar]:
    asked, kept = set(terms_of(words)), await LibraryStore(tx).find(words)
    titles = await ThemeStore(tx).titles({each.theme_id for each in webinars})

    def fits(webinar: Webinar) -> bool:
        said = set(terms_of(f"{webinar.title} {titles.get(webinar.theme_id) or ''}"))
        return webinar.id in kept or (bool(asked) and asked <= said)

    return [each for each in webinars if fits(each)]


async def _closed_counts(tx: Tx, ids: Sequence[int]) -> Mapping[int, Mapping[Question, Mapping[str, int]]]:
    """Return the numbers of rounds that nobody can answer any more, by webinar and question."""
    store = AfterStore(tx)
    counts, closed = await store.counts(ids), await store.closed(ids)
    return {
        webinar_id: {
            question: counts.get((webinar_id, question), {})
            for kind, questions in QUESTIONS.items()
            for question in questions
            if (webinar_id, kind) in closed
        }
        for webinar_id in ids
    }


def _has_outcome(shelf: Shelf, least: int) -> bool:
    return any(shown_counts(question, numbers, least) for question, numbers in shelf.counts.items())
