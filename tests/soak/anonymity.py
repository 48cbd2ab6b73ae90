"""Who wrote it? An attacker with everything but the keyring guesses the author of every anonymous post.

Run: make soak, or python -m tests.soak.anonymity [--members 50000] [--posts 10000] [--days 5] [--seed 0]
The attacker holds the database, its write-ahead log, a backup, the logs at DEBUG, the list of members with their ids
and moments of joining, and the moment of everybody's every named command. Two controls in the same run, which the same
attacker must break: tags that are hashes without a key, and a table that limits how much an account posts.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np

from tests.soak.attack import hashes, remnants, timing
from tests.soak.attack.evidence import Evidence, Guesses
from tests.soak.attack.life import Size, life, rehearsed

MOST_ADVANTAGE = 0.001
Result = dict[str, float]  # for each way of guessing, how many of the posts it named, above chance


def guesses(evidence: Evidence, *, seed: int) -> Iterator[tuple[str, Guesses]]:
    """Guess in every way there is."""
    yield "hashes of ids, without a key", hashes.hashed_ids(evidence)
    yield from cheap_guesses(evidence, seed=seed)


def cheap_guesses(evidence: Evidence, *, seed: int) -> Iterator[tuple[str, Guesses]]:
    """Guess in every way but the hashes."""
    yield "rows that share a value with a post", remnants.shared_values(evidence)
    for name, content in evidence.files().items():
        yield f"whose id stands before it in the {name}", remnants.beside(evidence, content, before=True)
        yield f"whose id stands after it in the {name}", remnants.beside(evidence, content, before=False)
    yield "gaps in the outbox", remnants.gaps(evidence)[1]
    yield "the logs", remnants.in_the_lines(evidence)
    yield "the nearest dated row", timing.rows_at(evidence)
    yield "the last named command before it", timing.last_before(evidence)
    yield "the last named command before the middle of the delay", timing.last_before(evidence, 150)
    yield "the first named command after it", timing.first_after(evidence)
    habits = timing.nearest_habits(*rehearsed(500_000, np.random.default_rng(seed + 1)))
    yield "the likeliest by everybody's habits", timing.likeliest(evidence, habits, seed=seed)
    yield "the account with the nearest number", timing.nearest_number(evidence, by_joining=False)
    yield "who joined nearest to it", timing.nearest_number(evidence, by_joining=True)


def scored(evidence: Evidence, authors: dict[str, int], ways: Iterator[tuple[str, Guesses]]) -> Result:
    """Return each way's advantage over chance."""
    truth = np.array([authors[post["receipt_hash"]] for post in evidence.posts])
    return {name: float((made == truth).mean()) - 1 / len(evidence.accounts) for name, made in ways}


def with_unkeyed_tags(evidence: Evidence, authors: dict[str, int], folder: Path) -> Evidence:
    """Return the same network as it would be if a tag were a hash of the account's id."""
    return _changed(
        evidence,
        folder / "unkeyed.db",
        "UPDATE anonymous_posts SET tag = ? WHERE receipt_hash = ?",
        [
            (hashlib.sha256(str(evidence.accounts[author]).encode()).hexdigest(), receipt)
            for receipt, author in authors.items()
        ],
    )


def with_limits(evidence: Evidence, authors: dict[str, int], folder: Path) -> Evidence:
    """Return the same network as it would be if a table limited how often an account answers in a conversation."""
    ids = {post["receipt_hash"]: post["id"] for post in evidence.posts}
    return _changed(
        evidence,
        folder / "limits.db",
        "INSERT INTO rate_limits VALUES (?, ?, 1)",
        [(int(evidence.accounts[author]), ids[receipt]) for receipt, author in authors.items()],
        "CREATE TABLE rate_limits (account_id BIGINT, last_post_id BIGINT, count INTEGER)",
    )


def _changed(evidence: Evidence, path: Path, change: str, rows: list[tuple[object, ...]], before: str = "") -> Evidence:
    path.write_bytes(evidence.database.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        if before:
            connection.execute(before)
        connection.executemany(change, rows)
        connection.commit()
    return replace(evidence, database=path)


def words_left(evidence: Evidence) -> int:
    """Return how many of the posts' words (each has its canary) stand in any file or log."""
    everything = [*evidence.files().values(), evidence.lines.encode()]
    return sum(content.count(b"CANARY-") for content in everything)


async def run(size: Size, seed: int, folder: Path, *, with_hashes: bool = True) -> tuple[Result, Result, int, int]:
    """Live through a network, then attack it; returns the advantages, the controls', words and gaps found."""
    async with life(folder, size, seed) as lived:
        await lived.live()
        evidence, authors = lived.evidence(folder), dict(lived.authors)
        ways = guesses(evidence, seed=seed) if with_hashes else cheap_guesses(evidence, seed=seed)
        found = scored(evidence, authors, ways)
        unkeyed, limits = with_unkeyed_tags(evidence, authors, folder), with_limits(evidence, authors, folder)
        controls = {
            **scored(unkeyed, authors, iter([("an unkeyed hash", hashes.hashed_ids(unkeyed, ("sha256",)))])),
            **scored(limits, authors, iter([("a limit's row", remnants.shared_values(limits))])),
        }
        return found, controls, words_left(evidence), remnants.gaps(evidence)[0]


def main() -> None:
    """Attack once, print every way's advantage, and fail where one is over the limit or a control holds."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--members", type=int, default=50_000)
    options.add_argument("--posts", type=int, default=10_000)
    options.add_argument("--days", type=int, default=5)
    options.add_argument("--seed", type=int, default=0)
    chosen = options.parse_args()
    began, size = perf_counter(), Size(chosen.members, chosen.posts, chosen.days)
    with TemporaryDirectory() as folder:
        found, controls, words, gaps = asyncio.run(run(size, chosen.seed, Path(folder)))
    for name, advantage in {**found, **{f"control: {name}": each for name, each in controls.items()}}.items():
        print(f"{advantage:9.4%}  {name}")  # noqa: T201 -- what this command is for
    print(  # noqa: T201 -- the same
        f"{size.posts:,} posts, {size.members:,} members, {size.days} days; words found: {words}; gaps: {gaps} "
        f"({perf_counter() - began:.0f} s)"
    )
    assert max(found.values()) <= MOST_ADVANTAGE, "an author was named more often than by chance"
    assert min(controls.values()) >= 1 - 1 / size.members, "the attacker is too weak: a control held"
    assert words == gaps == 0


if __name__ == "__main__":
    main()
