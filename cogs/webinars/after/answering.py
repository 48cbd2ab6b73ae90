"""Saying that one was there, and answering without a name.

That somebody was there is a row with their name: they said so in front of everybody. What they answer is a number that
grows by one. That they have answered is an HMAC under a key that lives outside the database for a few days
(`bot.anonymity.pseudonyms`, decision 9): it keeps one person from answering twice, and no row, log or message holds who
said what, nor in which order.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.anonymity.pseudonyms import tag_of
from bot.errors import Gone
from bot.people.rules import audiences
from bot.people.standing import graph_around
from cogs.webinars.after.rules import (
    QUESTIONS,
    WORDS,
    AnsweredBefore,
    NotTheTime,
    Question,
    RoundKind,
    RoundOver,
    WasNotThere,
    may_say_so,
    next_question,
)
from cogs.webinars.after.store import AfterStore
from cogs.webinars.rules import NotForYou, may_come
from cogs.webinars.store import WebinarStore

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.keys.conversations import ConversationKeys
    from bot.people.model import Person
    from cogs.webinars.model import Webinar


async def come(tx: Tx, network: Network, webinar_id: int, person: Person, *, now: datetime) -> Webinar:
    """Note that a person was there, twice as once; raises `Gone`, `NotForYou` or `NotTheTime`."""
    webinar = await WebinarStore(tx).webinar(webinar_id)
    if webinar is None or webinar.is_cancelled:
        raise Gone
    if not may_come(webinar, audiences(person, await graph_around(tx, person), network.community)):
        raise NotForYou
    if not may_say_so(webinar, now):
        raise NotTheTime
    if await AfterStore(tx).come(webinar.id, person.id):
        await AfterStore(tx).count(webinar.id, "came", "yes")
    return webinar


async def asked(
    tx: Tx, keys: ConversationKeys, network_id: int, webinar_id: int, kind: RoundKind, person_id: int
) -> Question | None:
    """Return what a person is asked next; None where nothing is, or not any more."""
    found = await AfterStore(tx).round(webinar_id, kind)
    key = keys.get(found.key_id) if found is not None else None
    if found is None or found.is_closed or key is None:
        return None
    return next_question(kind, await AfterStore(tx).answered(found.id, tag_of(key, network_id, person_id)))


async def answer(
    tx: Tx, keys: ConversationKeys, network_id: int, webinar_id: int, person_id: int, question: str, word: str
) -> Question | None:
    """Count an answer and return what is asked next.

    Raises `Gone` for an answer that there is not, `WasNotThere`, `RoundOver` or `AnsweredBefore`.
    """
    kind = next((each for each, questions in QUESTIONS.items() if question in questions), None)
    if kind is None or word not in WORDS[_question(question)]:
        raise Gone
    store = AfterStore(tx)
    found = await store.round(webinar_id, kind)
    key = keys.get(found.key_id) if found is not None else None
    if found is None or found.is_closed or key is None:
        raise RoundOver
    if not await store.was_there(webinar_id, person_id):
        raise WasNotThere
    tag = tag_of(key, network_id, person_id)
    said = await store.answered(found.id, tag)
    if question in said:
        raise AnsweredBefore
    await store.speak(found.id, question, tag)
    await store.count(webinar_id, question, word)
    return next_question(kind, {*said, question})


def _question(written: str) -> Question:
    return next(each for questions in QUESTIONS.values() for each in questions if each == written)
