"""The two indexes of words, which each database keeps in its own way: made anew there, and compared.

The members' archive is indexed from its entries, whose words stand in the clear. The forum's index holds marks that
only the keyring could make again; they are carried over as they are, so that no key is needed to copy a database.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.copying.refusals import CopyDiffers
from bot.copying.rows import batches
from bot.database.schema.finding import entries
from bot.database.schema.forum import entries as forum_entries
from bot.database.transaction import ACROSS_NETWORKS, Tx
from bot.database.vault import Vault
from bot.search.blind import BlindIndex
from bot.search.index import WordIndex

Marks = dict[int, tuple[int, frozenset[str]]]  # entry → its network, its marks

_ON_SQLITE = text("SELECT rowid AS entry_id, marks FROM forum_index")
_ON_POSTGRES = text("SELECT entry_id, array_to_string(tsvector_to_array(lexemes), ' ') AS marks FROM forum_index")


async def copy_indexes(old: AsyncConnection, new: AsyncConnection, vault: Vault) -> None:
    """Fill both indexes of the new database; raises `CopyDiffers`."""
    await _index_words(new, vault)
    marks = await _marks(old)
    for entry_id, (network_id, said) in marks.items():
        await BlindIndex(Tx(new, network_id, vault)).put(entry_id, sorted(said))
    arrived = await _marks(new)
    if arrived != marks:
        raise CopyDiffers("forum_index", _first_difference(marks, arrived))


async def _index_words(new: AsyncConnection, vault: Vault) -> None:
    found: set[int] = set()
    async for some in batches(new, entries):
        for row in some:
            await WordIndex(Tx(new, row.network_id, vault)).put(row.id, row.words, row.language)
            found.add(row.id)
    ids = "rowid" if new.dialect.name == "sqlite" else "entry_id"
    indexed = await new.execute(text(f"SELECT {ids} FROM archive_index"))  # noqa: S608 -- one of two words of ours
    arrived = {row[0] for row in indexed}
    if arrived != found:
        raise CopyDiffers("archive_index", len(arrived & found) + 1)


async def _marks(connection: AsyncConnection) -> Marks:
    owners = select(forum_entries.c.id, forum_entries.c.network_id)
    networks = {row.id: row.network_id for row in await connection.execute(owners, execution_options=ACROSS_NETWORKS)}
    query = _ON_SQLITE if connection.dialect.name == "sqlite" else _ON_POSTGRES
    return {
        row.entry_id: (networks[row.entry_id], frozenset(row.marks.split()))
        for row in await connection.execute(query)
        if row.entry_id in networks
    }


def _first_difference(sent: Marks, arrived: Marks) -> int:
    order: Iterable[int] = sorted(sent)
    return next((place for place, entry in enumerate(order, 1) if arrived.get(entry) != sent[entry]), len(sent) + 1)
