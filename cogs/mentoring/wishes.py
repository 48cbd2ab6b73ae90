"""Asking and offering, one transaction each: a draft from the roster, choices, then the line that opens it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, get_args

from archive.needs.wanted import wanted_topics
from bot.database.transaction import Tx
from bot.errors import Gone
from bot.people.model import Person
from bot.people.store import PeopleStore
from bot.people.zones import zone_of
from bot.text.languages import each_once, language_key
from cogs.mentoring import saving
from cogs.mentoring.apart import ApartStore
from cogs.mentoring.holding.holding import take_stop_back
from cogs.mentoring.hours import known_blocks
from cogs.mentoring.model import ALIKE, RHYTHMS, SIDES, MentoringWish, Side
from cogs.mentoring.store import MentoringStore
from config.community import Community

MOST_LANGUAGES = 25  # Discord: a select holds 25 options
ALWAYS_OFFERED = ("English", "Spanish")  # where the roster names none, there is still something to choose


Part = Literal["topics", "languages", "rhythm", "hours", "level", "district"]
PARTS: tuple[Part, ...] = get_args(Part)


@dataclass(frozen=True)
class Draft:
    """A wish and what its cards need besides: languages to offer, the site's zone, and the author's private list.

    `apart` are the accounts on that list, `names` those it holds by name; `wanted`, for who offers, what many ask for.
    """

    wish: MentoringWish
    languages: tuple[str, ...]
    zone: str
    apart: tuple[int, ...]
    names: tuple[str, ...]
    wanted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Said:
    """What was typed into the form of a wish."""

    about: str = ""
    capacity: str = ""
    names: str = ""


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
        capacity = saving.read_capacity("", community) if side == "mentor" else 1
        topics = tuple(key for key in person.topics if community.topic(key) is not None)
        spoken, listed = _known(person.languages, languages), side == "mentor"
        wish = MentoringWish(person.id, side, "draft", topics, spoken, capacity=capacity, is_listed=listed)
        await store.keep_wish(wish)
    zone, names = (await zone_of(tx, person)).key, await ApartStore(tx).names_of(person.id)
    wanted = await wanted_topics(tx) if side == "mentor" else ()
    return Draft(wish, languages, zone, await _accounts(tx, person), tuple(names), wanted)


async def choose(tx: Tx, person: Person, side: Side, part: Part, values: Sequence[str], community: Community) -> Draft:
    """Put another choice into a part of a wish; what its card did not offer is left out."""
    draft = await start(tx, person, side, community)
    changed = _with(draft, part, values, community)
    await MentoringStore(tx).keep_wish(changed)
    return replace(draft, wish=changed)


def _with(draft: Draft, part: Part, values: Sequence[str], community: Community) -> MentoringWish:
    wish = draft.wish
    if part == "topics":
        return replace(wish, topics=tuple(topic.key for topic in community.topics if topic.key in values))
    if part == "languages":
        return replace(wish, languages=_known(values, draft.languages))
    if part == "hours":
        return replace(wish, hours=known_blocks(values))
    if part == "rhythm":
        return replace(wish, rhythm=next((each for each in RHYTHMS if each in values), None))
    alike = next((each for each in ALIKE if each in values), None)
    return replace(wish, level_wish=alike) if part == "level" else replace(wish, district_wish=alike)


async def list_offer(tx: Tx, person: Person, community: Community, *, is_listed: bool) -> Draft:
    """Show a mentor's offer to members who browse, or no longer."""
    draft = await start(tx, person, "mentor", community)
    await MentoringStore(tx).keep_wish(replace(draft.wish, is_listed=is_listed))
    return replace(draft, wish=replace(draft.wish, is_listed=is_listed))


async def save(tx: Tx, person: Person, side: Side, said: Said, community: Community, now: datetime) -> MentoringWish:
    """Open a wish with what was written; a stop that was under way is taken back.

    Raises `NothingChosen`, `BadCapacity` or `TooManyNames`.
    """
    await take_stop_back(tx, person.id)
    draft = await start(tx, person, side, community)
    places = saving.read_capacity(said.capacity, community) if side == "mentor" else 1
    saved, names = saving.save(draft.wish, said.about, places, now), saving.read_names(said.names)
    await MentoringStore(tx).keep_wish(saved)
    await ApartStore(tx).keep_names(person.id, names)
    return saved


async def choose_apart(tx: Tx, person: Person, accounts: Collection[int], side: Side, community: Community) -> Draft:
    """Let the private list hold whoever has these accounts; whom its card did not show stays on it.

    Raises `NotYourself`, or `NotLinkedYet` where an account is nobody's on the roster.
    """
    people = [await PeopleStore(tx).by_account(account) for account in accounts]
    if person.account_id in accounts:
        raise saving.NotYourself
    if any(each is None for each in people):
        raise saving.NotLinkedYet
    shown = [await PeopleStore(tx).by_account(account) for account in await _accounts(tx, person)]
    others = [each.id for each in people if each is not None]
    await ApartStore(tx).replace(person.id, others, among=[each.id for each in shown if each is not None])
    return await start(tx, person, side, community)


async def _accounts(tx: Tx, person: Person) -> tuple[int, ...]:
    """Return the accounts of whom the private list holds, as many as a select shows."""
    held = [await PeopleStore(tx).person(each) for each in await ApartStore(tx).of(person.id)]
    return tuple(sorted(each.account_id for each in held if each is not None and each.account_id is not None))[:25]


async def keep_apart(tx: Tx, person: Person, account_id: int) -> None:
    """Note privately that the person is never to be paired with whoever holds an account.

    Raises `NotYourself`, or `NotJoinedYet` where the account is nobody's on the roster.
    """
    other = await PeopleStore(tx).by_account(account_id)
    if account_id == person.account_id:
        raise saving.NotYourself
    if other is None:
        raise saving.NotJoinedYet
    await ApartStore(tx).keep(person.id, other.id)


async def _languages(tx: Tx, person: Person) -> tuple[str, ...]:
    """Return the languages to choose from: the person's own, then whatever the roster names."""
    named = {name for other in await PeopleStore(tx).people() for name in other.languages}
    return each_once((*person.languages, *ALWAYS_OFFERED, *sorted(named)))[:MOST_LANGUAGES]


def _known(names: Iterable[str], offered: Sequence[str]) -> tuple[str, ...]:
    """Return the offered languages that were named, as they are offered: *español* and *Spanish* are one language."""
    wanted = set(map(language_key, names))
    return tuple(name for name in offered if language_key(name) in wanted)
