"""`staffroom keys rotate`: new keys to sign with, and all words sealed anew, with new keys of their owners.

Nobody else may work here meanwhile: words sealed with the last key after they were looked for would be lost with it.
Interrupted at any point, what is there still opens, and running it again takes it to its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Column, Row, Table, select

from bot.clock import Clock, SystemClock
from bot.database.network import Network
from bot.database.schema import metadata
from bot.database.schema.base import Sealed
from bot.database.transaction import Tx
from bot.keys import Keyring
from bot.keys.in_use import alone_with
from bot.keys.rotation import add_sealing_keys, drop_former_sealing_keys, name_anew, rotate_signing
from bot.offline import open_house_alone
from config.settings import Settings

UNDER_DAYS: Final = {"outbox.facts", "notices.card"}  # under keys of days, which are gone within weeks by themselves
MARK = "author_mark"


@dataclass(frozen=True)
class Rotated:
    """What came of it."""

    signing: int  # keys that sign
    people: int  # whose words are sealed with a new key
    texts: int  # sealed anew


async def rotate(settings: Settings, *, at_once: bool = False, clock: Clock | None = None) -> Rotated:
    """Rotate the signing keys and the people's data keys; raises `InUse`.

    `at_once` voids what the former keys signed (links in mails, one-time codes); otherwise they verify it until it is
    over. The search index's key stays: its marks stand in the index, and hold no words.
    """
    keys = Keyring.open(settings.keys_dir)
    with alone_with(settings.keys_dir):
        people, texts = add_sealing_keys(keys.folder), 0
        async with open_house_alone(settings, clock) as house:
            for network in await house.networks.all():
                texts += await seal_anew(network)
            await house.database.empty_log()
        name_anew(keys.folder)  # first: a backup from before must not be taken for one that these keys open
        drop_former_sealing_keys(keys.folder)
        now: datetime = (clock or SystemClock()).now()
        return Rotated(rotate_signing(keys.folder, now, at_once=at_once), people, texts)


async def seal_anew(network: Network) -> int:
    """Seal every word of a network with the newest key of its owner, or of its row; return how many there were."""
    total = 0
    for table in metadata.sorted_tables:
        columns = [each for each in table.c if isinstance(each.type, Sealed) and str(each) not in UNDER_DAYS]
        if columns:
            async with network.write() as tx:
                total += await _table(tx, table, columns)
    return total


async def _table(tx: Tx, table: Table, columns: list[Column[Any]]) -> int:
    total = 0
    rows = await tx.rows(select(table).where(tx.mine(table)))
    marked = await _by_mark(tx, table, rows)
    owners = [column.name for column in table.c if column.info.get("person")]
    for row in rows:
        held = row._mapping  # noqa: SLF001 -- public, despite its name
        likely = [*(held[name] for name in owners), marked.get(row.id)]
        values = {
            column.name: sealed
            for column in columns
            if (sealed := _anew(tx, column, row.id, likely, held[column.name]))
        }
        if values:
            await tx.execute(table.update().where(tx.mine(table), table.c.id == row.id).values(**values))
        total += len(values)
    return total


def _anew(tx: Tx, column: Column[Any], row_id: int, likely: Iterable[int | None], sealed: bytes | None) -> bytes | None:
    """Return what one of these people or the row's own key sealed, sealed anew; None where no key opens it."""
    for person_id in likely:
        text = tx.unseal(column, person_id, sealed)
        if text is not None and person_id is not None:
            return tx.seal(column, person_id, text)
    alone = tx.unseal_alone(column, row_id, sealed) if sealed is not None else None
    return tx.seal_alone(column, row_id, alone) if alone is not None else None


async def _by_mark(tx: Tx, table: Table, rows: Iterable[Row[Any]]) -> Mapping[int, int]:
    """Return who made the marks on rows that name nobody."""
    if MARK not in table.c:
        return {}
    people = metadata.tables["people"]
    everybody = [row.id for row in await tx.rows(select(people.c.id).where(tx.mine(people)))]
    marks = {row.id: row.author_mark for row in rows if row.author_mark is not None}
    return tx.whose(table.c[MARK], everybody, marks)
