"""Telling several members the same privately, each in their own language."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from bot.cards import Card
from bot.database.groups import in_groups
from bot.database.transaction import Tx
from bot.notices.notices import Notices
from bot.people.store import PeopleStore
from config.texts import Texts, texts_for

Words = Callable[[Texts], Card]


async def tell_people(tx: Tx, person_ids: Collection[int], kind: str, words: Words, *, now: datetime, key: str) -> None:
    """Tell some members privately, each in their language and once for a key; who is not active is left out."""
    for group in in_groups(sorted(set(person_ids))):
        for person in (await PeopleStore(tx).some(group)).values():
            if person.state == "active":
                card = words(texts_for(person.locale))
                await Notices(tx).tell(person.id, kind, card, now=now, key=f"{key}:{person.id}")


async def tell_stewards(tx: Tx, kind: str, words: Words, *, now: datetime, key: str) -> None:
    """Tell every steward so."""
    await tell_people(tx, await PeopleStore(tx).stewards(), kind, words, now=now, key=key)
