"""The forum's search over 100,000 questions against raw FTS5 in the same run, and similar questions on a public set.

``python -m benchmarks.search [--postgres URL]`` prints milliseconds, and ratios to the peer: the same texts in the
clear in one FTS5 table, its ten best by BM25, read with Python's own sqlite3 and nothing around it. The search that is
timed is what `/forum find` does: the query, the ranking, and opening the five questions of the first page.

Similar questions: every question of the training part of ../shared/data/themes/banking77 is asked in a forum; for 3,000
of its test part the five most alike are looked up as they are before a question is posted.
"""

from __future__ import annotations

import asyncio
import csv
import random
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy import text

from bot.database.engine import Database
from bot.database.ids import dated_id, new_id
from bot.database.migrate import upgrade
from bot.database.network import Network, Networks
from bot.database.schema.forum import entries, questions
from bot.database.transaction import Tx
from bot.keys import Keyring, Vault
from bot.people.model import Person
from bot.people.store import PeopleStore
from bot.search.terms import terms_of
from bot.workers import Workers
from cogs.forum.asking.similar import nearest_questions
from cogs.forum.finding.finding import Wanted, find
from config.texts import texts_for

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
THREADS, AUTHORS, HOURS = 100_000, 300, 3 * 365 * 24
QUERIES, TESTED = 300, 3_000
MOST_TIMES_RAW, MOST_OF_COMMON, LEAST_FOUND = 2.0, 0.1, 0.90
DATA = Path("../shared/data/themes")
Text = tuple[str, str]


def read(name: str) -> list[Text]:
    """Return the texts of a part of banking77, each with its intent."""
    with (DATA / f"banking77-{name}.csv").open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["category"]) for row in csv.DictReader(file)]


def threads(texts: Sequence[Text]) -> list[str]:
    """Return as many questions as a forum may hold: each made of the sentences of two of the texts."""
    dice = random.Random(7)  # noqa: S311 -- the same forum in every run
    return [f"{dice.choice(texts)[0]} {dice.choice(texts)[0]}" for _ in range(THREADS)]


def queries(asked: Sequence[str], common: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return ordinary queries (two or three words of one question) and those of the most common words alone."""
    dice = random.Random(8)  # noqa: S311 -- the same queries in every run
    ordinary: list[str] = []
    while len(ordinary) < QUERIES:
        words = terms_of(dice.choice(asked))
        if len(words) > 3:
            ordinary.append(" ".join(dice.sample(words, dice.choice((1, 2, 3)))))
    return ordinary, [dice.choice(common) for _ in range(QUERIES // 3)]


def rows(tx: Tx, texts: Sequence[str]) -> Iterator[tuple[dict[str, object], dict[str, object], tuple[int, list[str]]]]:
    """Yield for each text a question, its entry, and what the index is given."""
    for number, words in enumerate(texts):
        person, at = number % AUTHORS + 1, NOW - timedelta(hours=HOURS * (1 - number / len(texts)))
        question_id, entry_id = new_id(), dated_id(at)
        question = {
            "id": question_id, "person_id": person, "state": "open", "topic": "other", "style": "", "urgency": "days",
            "title": tx.seal(questions.c.title, person, words[:60]), "words": tx.seal(questions.c.words, person, words),
            "tried": None, "is_by_hand": False, "thread_id": number + 1, "asked_at": at, "heard_at": at,
            "nudged_at": None,
        }  # fmt: skip
        entry = {
            "id": entry_id, "question_id": question_id, "person_id": person, "kind": "question", "helped": False,
            "is_found": True, "is_by_hand": False, "message_id": None,
            "words": tx.seal(entries.c.words, person, words),
        }  # fmt: skip
        yield question, entry, (entry_id, tx.blind(["topic:other", "kind:question", *terms_of(words)]))


async def fill(network: Network, texts: Sequence[str]) -> list[int]:
    """Ask every text in the forum; returns their entries, in the order of the texts."""
    people = [Person(n, f"Person {n}", f"p{n}@example.org", "principal", None) for n in range(1, AUTHORS + 1)]
    async with network.write() as tx:
        await PeopleStore(tx).add_people(people, now=NOW)
        made = list(rows(tx, texts))
        await tx.insert_many(questions, [question for question, _, _ in made])
        await tx.insert_many(entries, [entry for _, entry, _ in made])
        await index(tx, [marks for _, _, marks in made])
    return [entry_id for _, _, (entry_id, _) in made]


async def index(tx: Tx, marked: Sequence[tuple[int, list[str]]]) -> None:
    """Put everything into the index at once, as `bot.search.blind` puts it one by one."""
    connection = tx._connection  # noqa: SLF001 -- bulk loading, for a benchmark only
    if tx.is_sqlite:
        put = text("INSERT INTO forum_index (rowid, marks) VALUES (:id, :marks)")
    else:
        put = text("INSERT INTO forum_index VALUES (:network, :id, to_tsvector('simple', :marks))")
    given = [{"id": each, "marks": " ".join(marks)} for each, marks in marked]
    extra = {} if tx.is_sqlite else {"network": tx.network_id}
    for start in range(0, len(given), 5_000):
        await connection.execute(put, [{**extra, **each} for each in given[start : start + 5_000]])


def p95(seconds: Sequence[float]) -> float:
    """Return the 95th percentile, in milliseconds."""
    return sorted(seconds)[int(len(seconds) * 0.95)] * 1e3


def time_raw(path: Path, texts: Sequence[str]) -> Callable[[Sequence[str]], list[float]]:
    """Return what times the peer: the texts in the clear in one FTS5 table on disk, the ten best by BM25."""
    peer = sqlite3.connect(path)
    peer.execute("CREATE VIRTUAL TABLE peer USING fts5(words, tokenize='porter unicode61 remove_diacritics 2')")
    peer.executemany("INSERT INTO peer VALUES (?)", [(each,) for each in texts])
    peer.commit()

    def timed(asked: Sequence[str]) -> list[float]:
        taken = []
        for query in asked:
            quoted = " ".join(f'"{word}"' for word in query.split())
            began = perf_counter()
            peer.execute("SELECT words FROM peer WHERE peer MATCH ? ORDER BY rank LIMIT 10", (quoted,)).fetchall()
            taken.append(perf_counter() - began)
        return taken

    return timed


async def time_ours(network: Network, asked: Sequence[str]) -> list[float]:
    """Return the seconds that each query takes in the forum."""
    taken = []
    for query in asked:
        began = perf_counter()
        async with network.read() as tx:
            await find(tx, Wanted(query), network.community, texts_for("en"), now=NOW)
        taken.append(perf_counter() - began)
    return taken


async def measure_search(folder: Path, url: str, train: Sequence[Text]) -> None:
    """Print the search's figures and check its limits."""
    asked = threads(train)
    counted = Counter(term for words in asked for term in terms_of(words))
    ordinary, common = queries(asked, [word for word, _ in counted.most_common(10)])
    raw = time_raw(folder / "peer.db", asked)
    async with opened(folder, url) as network:
        await fill(network, asked)
        if not network.database.is_sqlite:
            async with network.database.engine.connect() as connection:
                await connection.execute(text("ANALYZE"))
                await connection.commit()
        await time_ours(network, ordinary[:20])  # connections and keys
        raw(ordinary[:20])
        ours, peers = p95(await time_ours(network, ordinary)), p95(raw(ordinary))
        our_common, peer_common = p95(await time_ours(network, common)), p95(raw(common))
    kind = "SQLite" if url == "" else "PostgreSQL"
    print(f"{kind}, {THREADS:,} questions; p95 in ms of {len(ordinary)} ordinary and {len(common)} common-word queries")
    print(f"ordinary: ours {ours:.2f}, raw FTS5 {peers:.2f}: ratio {ours / peers:.2f} (at most {MOST_TIMES_RAW})")
    share = our_common / peer_common
    print(f"common:   ours {our_common:.2f}, raw BM25 {peer_common:.2f}: ratio {share:.3f} (at most {MOST_OF_COMMON})")
    assert ours <= MOST_TIMES_RAW * peers
    assert share <= MOST_OF_COMMON


async def measure_likeness(folder: Path, train: Sequence[Text], test: Sequence[Text]) -> None:
    """Print for how many questions one of the same intent is among the five most alike, and check the limit."""
    dice = random.Random(9)  # noqa: S311 -- the same questions in every run
    shuffled, chosen = dice.sample(train, len(train)), dice.sample(test, TESTED)
    found, taken = 0, []
    workers = Workers()
    async with opened(folder, "") as network:
        made = await fill(network, [words for words, _ in shuffled])
        intents = {entry_id: intent for entry_id, (_, intent) in zip(made, shuffled, strict=True)}
        for words, intent in chosen:
            began = perf_counter()
            best = await nearest_questions(network, workers, words, most=5)
            taken.append(perf_counter() - began)
            found += any(intents[each.id] == intent for each in best)
    workers.close()
    share = found / len(chosen)
    of = f"{share:.4f} of {len(chosen):,} (at least {LEAST_FOUND})"
    print(f"similar: the same intent among five of {len(made):,} for {of}; p95 {p95(taken):.0f} ms")
    assert share >= LEAST_FOUND


class opened:  # noqa: N801 -- used like a function
    """A migrated database with one network."""

    def __init__(self, folder: Path, url: str) -> None:
        self._url = url or f"sqlite+aiosqlite:///{folder / 'forum.db'}"
        self._vault = Vault(Keyring.open(folder / "keys"))

    async def __aenter__(self) -> Network:
        """Open it."""
        await upgrade(self._url)
        self._database = Database.open(self._url, vault=self._vault)
        database = await self._database.__aenter__()
        return await Networks(database).create(f"North {new_id()}", now=NOW)

    async def __aexit__(self, *what: object) -> None:
        """Close it."""
        await self._database.__aexit__(None, None, None)


def main() -> None:
    """Measure both."""
    url = sys.argv[2] if sys.argv[1:2] == ["--postgres"] else ""
    train, test = read("train"), read("test")
    with TemporaryDirectory() as folder:
        asyncio.run(measure_search(Path(folder), url, train))
    if not url:
        with TemporaryDirectory() as folder:
            asyncio.run(measure_likeness(Path(folder), train, test))


if __name__ == "__main__":
    main()
