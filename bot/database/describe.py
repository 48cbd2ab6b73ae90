"""`make schema`: the tables as a page, written from what the code declares."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Column, Table

from bot.database.schema import metadata


def _about(column: Column[object]) -> str:
    facts = []
    if column.info.get("person"):
        facts.append("a person")
    if "label" in column.info:
        facts.append(f"in the clear: {column.info['label']}")
    facts += [f"→ {key.column.table.name}" for key in column.foreign_keys if column.name != "network_id"]
    if column.nullable:
        facts.append("may be empty")
    return ", ".join(dict.fromkeys(facts))


def _page() -> Iterator[str]:
    yield "# Data model"
    yield ""
    yield "Written by `make schema` from `bot/database/schema/`; a test keeps it true. Every table but `networks`"
    yield "belongs to one network: `network_id` leads its key and every unique key. Ids are random; instants are UTC."
    yield "What is `Sealed()` is stored only encrypted (decision 8); other text says why it stands in the clear."
    for table in sorted(metadata.tables.values(), key=lambda table: table.name):
        yield ""
        yield from _section(table)


def _section(table: Table) -> Iterator[str]:
    yield f"## {table.name}"
    yield ""
    yield "| column | type | |"
    yield "|---|---|---|"
    for column in table.columns:
        if column.name != "network_id":
            yield f"| {column.name} | {column.type!r} | {_about(column)} |"


def describe() -> str:
    """Return the page as Markdown."""
    return "\n".join(_page()) + "\n"


if __name__ == "__main__":
    print(describe(), end="")  # noqa: T201 -- what the command is for
