"""Who must never be brought together because one of them asked so, in private: for pairs and circles alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.database.schema.mentoring import never_named, never_with
from bot.matching.model import apart_key
from bot.people.model import Person, name_key

if TYPE_CHECKING:
    from bot.database.transaction import Tx


async def kept_apart(tx: Tx, people: Iterable[Person]) -> set[tuple[int, int]]:
    """Return everybody who must not meet, as unordered pairs; whoever goes by a written name is meant by it."""
    rows = await tx.rows(select(never_with).where(tx.mine(never_with)))
    found = {apart_key(row.person_id, row.other_person_id) for row in rows}
    named = await names_written(tx)
    called: dict[str, list[int]] = defaultdict(list)
    for person in people if named else ():
        called[name_key(person.name)].append(person.id)
    for _, author, name in named:
        found |= {apart_key(author, each) for each in called[name_key(name)] if each != author}
    return found


async def names_written(tx: Tx) -> list[tuple[int, int, str]]:
    """Return (row, who wrote it, the name); what no key opens any more names nobody."""
    rows = await tx.rows(select(never_named).where(tx.mine(never_named)))
    opened = [(row.id, row.person_id, tx.unseal(never_named.c.name, row.person_id, row.name)) for row in rows]
    return [(row_id, author, name) for row_id, author, name in opened if name]
