"""Who raised it? An attacker with everything but the keyring guesses the author of every issue without a name.

Run: python -m tests.soak.unnamed [--members 5000] [--issues 1000] [--seed 0]
The worst case on purpose: each author raises an issue under their name in the second before. The attacker holds the
database, its write-ahead log, a backup and the logs at DEBUG. Two controls in the same run, which the same attacker
must break: tags that are hashes without a key, and a table whose hidden row numbers tell the order of writing.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import fields, replace
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from archive.issues.anonymous.ending import end_counts
from archive.issues.anonymous.speaking import raise_without_name
from archive.issues.raising import raise_issue
from archive.issues.rules import Draft
from bot.anonymity.receipts import receipt_hash
from bot.people.model import Person
from bot.people.store import PeopleStore
from tests.soak.attack import hashes, remnants
from tests.soak.attack.evidence import Evidence, Guesses
from tests.soak.attack.life import Life, Size, life

MOST_ADVANTAGE = 0.01
ISSUES = (
    "SELECT *, count_tag AS tag, lower(hex(count_month)) AS key_id, theme_id AS channel_id, theme_id AS thread_id, "
    "raised_at AS opened_hour, NULL AS closed_hour, raised_at AS posted_hour, '' AS name FROM {} "
    "WHERE receipt_hash IS NOT NULL"
)


class IssueEvidence(Evidence):
    """The same, of issues without a name instead of posts."""

    table = "issues"

    @cached_property
    def posts(self) -> list[dict[str, Any]]:
        """The rows without a name, in the order in which the table gives them."""
        rows = [dict(row) for row in self.rows(ISSUES.format(self.table))]
        return [{**row, "conversation_id": row["id"], "message_id": row["id"]} for row in rows]


class OrderedEvidence(IssueEvidence):
    """The control: a table with hidden row numbers."""

    table = "ordered"


def given(evidence: Evidence) -> dict[str, Any]:
    """Return what evidence is made of."""
    return {each.name: getattr(evidence, each.name) for each in fields(evidence)}


def beside_in_the_table(evidence: IssueEvidence) -> Guesses:
    """Guess whoever raised the issue that stands before it in the table's own order."""
    order = list(evidence.rows(f"SELECT person_id, receipt_hash FROM {evidence.table}"))
    before = {row["receipt_hash"]: order[place - 1]["person_id"] for place, row in enumerate(order) if place}
    found = (before.get(post["receipt_hash"]) for post in evidence.posts)
    return np.array([evidence.place.get(one or 0, -1) for one in found], np.int64)


def scored(evidence: IssueEvidence, authors: dict[str, int], ways: dict[str, Guesses]) -> dict[str, float]:
    """Return each way's advantage over chance."""
    truth = np.array([authors[post["receipt_hash"]] for post in evidence.posts])
    return {name: float((made == truth).mean()) - 1 / len(evidence.accounts) for name, made in ways.items()}


async def speak(lived: Life) -> tuple[dict[str, int], list[int]]:
    """Let every author raise something under their name and, a second later, without it; returns the truth."""
    authors, named = dict[str, int](), list[int]()
    async with lived.network.read() as tx:
        people = {person.id: person for person in await PeopleStore(tx).people()}
    for number, author in enumerate(lived.plan.members.tolist()):
        person: Person = people[int(lived.persons[author])]
        now = lived.clock.forward(timedelta(seconds=20))
        named.append(await raise_issue(lived.network, person, Draft(f"CANARY-{number} by name"), now=now))
        draft = Draft(f"CANARY-{number} without", is_anonymous=True)
        receipt = await raise_without_name(lived.network, lived.house.keys, person, draft, now=lived.clock.now())
        authors[receipt_hash(receipt)] = author
    await end_counts(lived.network, lived.house.keys.counts(lived.network.id), now=lived.clock.now())
    await lived.network.database.empty_log()
    return authors, named


def controls(evidence: IssueEvidence, authors: dict[str, int], named: Sequence[int], folder: Path) -> dict[str, float]:
    """Break the same network as it would be with unkeyed tags, and with a table that keeps the order of writing."""
    path = folder / "control.db"
    path.write_bytes(evidence.database.read_bytes())
    written = [one for pair in zip(named, authors, strict=True) for one in pair]
    with closing(sqlite3.connect(path)) as connection:
        tags = [(hashlib.sha256(str(evidence.accounts[who]).encode()).hexdigest(), one) for one, who in authors.items()]
        connection.executemany("UPDATE issues SET count_tag = ? WHERE receipt_hash = ?", tags)
        connection.execute("CREATE TABLE ordered AS SELECT * FROM issues WHERE 0")
        for place, one in enumerate(written):
            key = "receipt_hash" if place % 2 else "id"
            connection.execute(f"INSERT INTO ordered SELECT * FROM issues WHERE {key} = ?", (one,))
        connection.commit()
    unkeyed = replace(evidence, database=path)
    ordered = OrderedEvidence(**given(unkeyed))
    return {
        **scored(unkeyed, authors, {"an unkeyed hash": hashes.hashed_ids(unkeyed, ("sha256",))}),
        **scored(ordered, authors, {"an order of rows": beside_in_the_table(ordered)}),
    }


async def run(size: Size, seed: int, folder: Path) -> tuple[dict[str, float], dict[str, float], int]:
    """Live through it, then attack; returns the advantages, the controls', and how many words were found."""
    async with life(folder, size, seed) as lived:
        authors, named = await speak(lived)
        evidence = IssueEvidence(**given(lived.evidence(folder)))
        ways = {
            "hashes of ids, without a key": hashes.hashed_ids(evidence),
            "rows that share a value": remnants.shared_values(evidence),
            "the logs": remnants.in_the_lines(evidence),
            "the table's order": beside_in_the_table(evidence),
        }
        for name, content in evidence.files().items():
            ways[f"whose id stands before it in the {name}"] = remnants.beside(evidence, content, before=True)
            ways[f"whose id stands after it in the {name}"] = remnants.beside(evidence, content, before=False)
        found = scored(evidence, authors, ways)
        words = [*evidence.files().values(), evidence.lines.encode()]
        return found, controls(evidence, authors, named, folder), sum(each.count(b"CANARY-") for each in words)


def main() -> None:
    """Attack once, print every way's advantage, and fail where one is over the limit or a control holds."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--members", type=int, default=5000)
    options.add_argument("--issues", type=int, default=1000)
    options.add_argument("--seed", type=int, default=0)
    chosen = options.parse_args()
    with TemporaryDirectory() as folder:
        size = Size(chosen.members, chosen.issues, 1)
        found, broken, words = asyncio.run(run(size, chosen.seed, Path(folder)))
    for name, advantage in {**found, **{f"control: {name}": each for name, each in broken.items()}}.items():
        print(f"{advantage:9.4%}  {name}")  # noqa: T201 -- what this command is for
    print(f"{chosen.issues:,} issues without a name, {chosen.members:,} members; words found: {words}")  # noqa: T201 -- the same
    assert max(found.values()) <= MOST_ADVANTAGE, "an author was named more often than by chance"
    assert min(broken.values()) >= 1 - 1 / chosen.members - 1e-9, "the attacker is too weak: a control held"
    assert words == 0


if __name__ == "__main__":
    main()
