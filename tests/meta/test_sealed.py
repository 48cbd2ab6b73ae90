"""A column that can hold a sentence says which it is: sealed, or why its text may stand in the clear."""

from __future__ import annotations

import pytest
from sqlalchemy import JSON, Column, LargeBinary, MetaData, String, Table, Text
from sqlalchemy.exc import StatementError

from bot.database.network import Network
from bot.database.schema import metadata
from bot.database.schema.base import Sealed, label
from bot.database.schema.issues import issues

SHORT = 100  # the names of things; whoever stores more decides


def undecided(table: Table) -> list[str]:
    """The columns whose text nobody has decided about."""
    return [str(column) for column in table.columns if _holds_text(column) and not column.info.get("label")]


def _holds_text(column: Column[object]) -> bool:
    kind = column.type
    if isinstance(kind, Sealed):
        return False
    if isinstance(kind, String) and not isinstance(kind, Text) and kind.length is not None:
        return kind.length > SHORT
    return isinstance(kind, String | JSON | LargeBinary)


def test_every_column_that_can_hold_a_sentence_is_sealed_or_says_why_not() -> None:
    tables = [table for table in metadata.sorted_tables if table.name not in {"networks", "leases"}]
    assert [name for table in tables for name in undecided(table)] == []


def test_the_check_finds_a_column_that_nobody_decided_about() -> None:
    table = Table(
        "new",
        MetaData(),
        Column("one", Text),
        Column("two", String(101)),
        Column("three", JSON),
        Column("four", LargeBinary),
        Column("five", String),
        Column("short", String(100)),
        Column("said", Text, info=label("a street's name")),
        Column("sealed", Sealed),
    )
    assert undecided(table) == ["new.one", "new.two", "new.three", "new.four", "new.five"]


async def test_text_that_was_not_sealed_cannot_be_stored(network: Network) -> None:
    async with network.write() as tx:
        with pytest.raises(StatementError, match="words are stored sealed"):
            await tx.insert(issues, id=1, person_id=1, text="in the clear")
