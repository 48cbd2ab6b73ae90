"""Finding in the members' archive, on both databases."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.finding.store import Asked, EntryStore
from bot.database.engine import Database
from bot.database.network import Network, Networks
from bot.keys import Keyring, Vault
from tests.kit.databases import START
from tests.kit.raw import found, raw

TEXTS = (
    ("Interpreters are missing in the evening.", "en", "concern", "family", "2026-03"),
    ("The buses leave [a school] before tutoring ends.", "en", "concern", "expanded", "2026-03"),
    ("Los autobuses llegan tarde a las escuelas.", "es", "concern", "expanded", "2026-04"),
    ("A shared calendar of evening meetings would help.", "en", "suggestion", "family", "2026-04"),
)
HOSTILE = (
    '"',
    "'",
    "NEAR(",
    "a OR",
    "NOT",
    "words:",
    "*",
    "^",
    "-",
    "(",
    "AND AND",
    "a\x00b",
    "\ud83d",
    "!&|",
    "<->",
    ":*",
)


async def fill(network: Network) -> None:
    async with network.write() as tx:
        for words, language, kind, topic, month in TEXTS:
            await EntryStore(tx).add(words=words, language=language, kind=kind, topic=topic, month=month)


async def words_for(network: Network, asked: Asked) -> list[str]:
    async with network.read() as tx:
        entries, count = await EntryStore(tx).find(asked, most=10)
    assert count == len(entries)
    return [entry.words for entry in entries]


@pytest.mark.parametrize(
    ("query", "which"),
    [
        ("interpreter", [0]),
        ("INTERPRETERS evening", [0]),
        ("bus", [1]),
        ("bus tutoring", [1]),
        ("autobús", [2]),
        ("escuela", [2]),
        ("evening", [0, 3]),
        ("school", []),
        ("evening bus", []),
    ],
)
async def test_words_are_found_in_any_of_their_forms(network: Network, query: str, which: list[int]) -> None:
    await fill(network)
    assert set(await words_for(network, Asked(query))) == {TEXTS[at][0] for at in which}


async def test_topic_kind_and_month_narrow_and_the_newest_month_comes_first(network: Network) -> None:
    await fill(network)
    assert await words_for(network, Asked("evening")) == [TEXTS[3][0], TEXTS[0][0]]
    assert await words_for(network, Asked("evening", kind="concern")) == [TEXTS[0][0]]
    assert await words_for(network, Asked("evening", month="2026-04")) == [TEXTS[3][0]]
    assert await words_for(network, Asked("evening", topic="expanded")) == []


async def test_another_networks_archive_is_never_found(network: Network) -> None:
    other = await Networks(network.database).create("South county", now=START)
    await fill(other)
    assert await words_for(network, Asked("evening")) == []
    assert len(await words_for(other, Asked("evening"))) == 2


async def test_pages_hold_each_entry_once(network: Network) -> None:
    async with network.write() as tx:
        for number in range(12):
            words = f"The bus is late, number {number}."
            await EntryStore(tx).add(words=words, language="en", kind="concern", topic="other", month="2026-03")
    async with network.read() as tx:
        pages = [await EntryStore(tx).find(Asked("late bus"), most=5, skip=skip) for skip in (0, 5, 10)]
    assert [len(entries) for entries, _ in pages] == [5, 5, 2]
    assert len({entry.id for entries, _ in pages for entry in entries}) == 12


async def test_an_entry_that_is_taken_out_is_in_no_row_and_in_no_index(network: Network, tmp_path: Path) -> None:
    async with network.write() as tx:
        kept = {"kind": "concern", "topic": "other", "month": "2026-03", "language": "es"}
        for number in range(40):  # so that the index has pages of its own
            await EntryStore(tx).add(words=f"Los camiones salen temprano {number}.", **kept)
        entry_id = await EntryStore(tx).add(words="Los canaryword autobuses.", **kept)
    assert found(["canaryword"], await raw(network.database, tmp_path)), "the search sees what is there"
    async with network.write() as tx:
        await EntryStore(tx).remove(entry_id)
        await EntryStore(tx).remove(entry_id)
    assert await words_for(network, Asked("canaryword")) == []
    assert len(await words_for(network, Asked("camion 7"))) == 1
    if network.database.is_sqlite:
        await network.database.empty_log()
        assert found(["canaryword"], await raw(network.database, tmp_path)) == set()


@pytest.mark.parametrize("query", HOSTILE)
async def test_no_query_raises(network: Network, query: str) -> None:
    await fill(network)
    await words_for(network, Asked(query, topic=query.replace("\x00", "").encode(errors="ignore").decode()))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(), max_size=80) | st.sampled_from(HOSTILE), min_size=5, max_size=5))
def test_no_text_at_all_raises_as_a_query(sqlite_template: Path, queries: list[str]) -> None:
    async def ask() -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "find.db"
            shutil.copy(sqlite_template, path)
            vault = Vault(Keyring.open(Path(folder) / "keys"))
            async with Database.open(f"sqlite+aiosqlite:///{path}", vault=vault) as database:
                network = await Networks(database).create("North", now=START)
                await fill(network)
                for query in queries:
                    await words_for(network, Asked(query))

    asyncio.run(ask())
