"""Asking and offering, one transaction each: a draft from the roster, choices, then the line that opens it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.database.transaction import Tx
from bot.errors import Gone
from bot.people.model import Person
from bot.people.store import PeopleStore
from cogs.mentoring import rules
from cogs.mentoring.apart import ApartStore
from cogs.mentoring.model import SIDES, MentoringWish, Side
from cogs.mentoring.store import MentoringStore
from config.community import Community

MOST_LANGUAGES = 25  # Discord: a select holds 25 options
ALWAYS_OFFERED = ("English", "Spanish")  # where the roster names none, there is still something to choose


@dataclass(frozen=True)
class Draft:
    """A wish and the languages its card offers."""

    wish: MentoringWish
    languages: tuple[str, ...]


def read_side(text: str) -> Side:
    """Return the side an address names; raises `Gone` where it names none."""
    for side in SIDES:
        if side == text:
            return side
    raise Gone


async def start(tx: Tx, person: Person, side: Side, community: Community) -> Draft:
    """Return the person's wish on that side, begun from the roster where there is none yet."""
    store, languages = MentoringStore(tx), await _languages(tx, person)
    wish = await store.wish(person.id, side)
    if wish is None:
        capacity = rules.read_capacity("", community) if side == "mentor" else 1
        topics = tuple(key for key in person.topics if community.topic(key) is not None)
        spoken = _known(person.languages, languages)
        wish = MentoringWish(person.id, side, "draft", topics, spoken, capacity=capacity)
        await store.keep_wish(wish)
    return Draft(wish, languages)


async def choose_topics(tx: Tx, person: Person, side: Side, keys: Sequence[str], community: Community) -> Draft:
    """Put other topics into a wish; what the vocabulary lacks is left out."""
    draft = await start(tx, person, side, community)
    topics = tuple(topic.key for topic in community.topics if topic.key in keys)
    return await _keep(tx, draft, replace(draft.wish, topics=topics))


async def choose_languages(tx: Tx, person: Person, side: Side, names: Sequence[str], community: Community) -> Draft:
    """Put other languages into a wish; what its card did not offer is left out."""
    draft = await start(tx, person, side, community)
    return await _keep(tx, draft, replace(draft.wish, languages=_known(names, draft.languages)))


async def save(
    tx: Tx, person: Person, side: Side, about: str, capacity: str, community: Community, now: datetime
) -> MentoringWish:
    """Open a wish with its line; raises `NothingChosen` or `BadCapacity`."""
    draft = await start(tx, person, side, community)
    places = rules.read_capacity(capacity, community) if side == "mentor" else 1
    saved = rules.save(draft.wish, about, places, now)
    await MentoringStore(tx).keep_wish(saved)
    return saved


async def keep_apart(tx: Tx, person: Person, account_id: int) -> None:
    """Note privately that the person is never to be paired with whoever holds an account; unlinked ones are fine."""
    other = await PeopleStore(tx).by_account(account_id)
    if account_id == person.account_id:
        raise rules.NotYourself
    if other is not None:
        await ApartStore(tx).keep(person.id, other.id)


async def _keep(tx: Tx, draft: Draft, wish: MentoringWish) -> Draft:
    await MentoringStore(tx).keep_wish(wish)
    return replace(draft, wish=wish)


async def _languages(tx: Tx, person: Person) -> tuple[str, ...]:
    """Return the languages to choose from: the person's own, then whatever the roster names."""
    named = {name for other in await PeopleStore(tx).people() for name in other.languages}
    return _once((*person.languages, *ALWAYS_OFFERED, *sorted(named)))[:MOST_LANGUAGES]


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple({name.casefold(): name for name in reversed(tuple(names))}.values())[::-1]


def _known(names: Iterable[str], offered: Sequence[str]) -> tuple[str, ...]:
    """Return the offered names that were named, as they are offered: *spanish* and *Spanish* are one language."""
    wanted = {name.casefold() for name in names}
    return tuple(name for name in offered if name.casefold() in wanted)
