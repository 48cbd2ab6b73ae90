"""What sealing costs: writing and reading issues through the store, sealed and in the clear, in the same run.

``python -m benchmarks.sealing`` prints seconds and ratios for SQLite. The peer is the same store on the same schema
with a vault that hands texts through unchanged, so that the difference is the sealing and its keys alone.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import cast

from archive.issues.raising import raise_issue
from archive.issues.rules import Draft
from archive.issues.store import IssueStore
from bot.database.engine import Database
from bot.database.migrate import upgrade
from bot.database.network import Network, Networks
from bot.database.schema.issues import issues
from bot.database.vault import Vault as AnyVault
from bot.keys import Keyring, Vault
from bot.people.model import Person
from bot.people.store import PeopleStore

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
TEXT = "Evening meetings lose half of the families because there is no interpreter after five. " * 5  # 435 characters
ISSUES, AUTHORS, WRITTEN = 10_000, 2_000, 300
MOST_SECONDS = 1.0  # to read and open ISSUES whose keys have to be read first
MOST_TIMES_SLOWER = 1.5  # one write, once its author has a key


class Clear:
    """The peer: a vault that seals nothing."""

    def seal(self, _network_id: int, _person_id: int, _place: str, text: str) -> bytes:
        """Return the text's bytes."""
        return text.encode()

    def unseal(self, _network_id: int, _person_id: int, _place: str, sealed: bytes) -> str | None:
        """Return the text."""
        return sealed.decode()

    def bind(self, _network_id: int, _person_id: int, _place: str, sealed: bytes) -> bytes | None:
        """Return the same."""
        return sealed

    def seal_until_sent(self, _network_id: int, _day: date, _place: str, text: str) -> bytes:
        """Return the text's bytes."""
        return text.encode()

    def unseal_unsent(self, _network_id: int, _place: str, sealed: bytes) -> str | None:
        """Return the text."""
        return sealed.decode()


def person(number: int) -> Person:
    """Return an invented author."""
    return Person(number, f"Person {number}", f"p{number}@example.org", "coordinator", None)


async def furnish(network: Network) -> list[Person]:
    """Put the authors on the roster."""
    people = [person(number) for number in range(1, AUTHORS + 1)]
    async with network.write() as tx:
        await PeopleStore(tx).add_people(people, now=NOW)
    return people


async def write(network: Network, people: list[Person]) -> float:
    """Raise issues one after the other, each with its commit; return the seconds that one takes, the median."""
    taken = []
    for number in range(WRITTEN):
        began = perf_counter()
        await raise_issue(network, people[number % 50], Draft(TEXT), now=NOW)
        taken.append(perf_counter() - began)
    return median(taken)


async def fill(network: Network) -> None:
    """Bring the issues to their number."""
    async with network.write() as tx:
        rows = [
            {
                "id": number,
                "person_id": number % AUTHORS + 1,
                "kind": "concern",
                "for_policymakers": "no",
                "text": tx.seal(issues.c.text, number % AUTHORS + 1, TEXT),
                "raised_at": NOW,
            }
            for number in range(1, ISSUES - 2 * WRITTEN + 1)
        ]
        await tx.insert_many(issues, rows)


async def read(network: Network) -> float:
    """Return the seconds that reading every issue takes."""
    began = perf_counter()
    async with network.read() as tx:
        found = await IssueStore(tx).everything()
    taken = perf_counter() - began
    assert len(found) == ISSUES
    assert {issue.text.strip() for issue in found} == {TEXT.strip()}
    return taken


async def measure(folder: Path, vault: AnyVault, keys: Path | None) -> dict[str, float]:
    """Return the seconds for a first and a later write, a first and a later reading."""
    url = f"sqlite+aiosqlite:///{folder / 'issues.db'}"
    await upgrade(url)
    async with Database.open(url, vault=vault) as database:
        network = await Networks(database).create("North", now=NOW)
        people = await furnish(network)
        first = await write(network, people)
        later = await write(network, people)
        await fill(network)
    cold = Vault(Keyring.open(keys)) if keys is not None else vault  # nothing remembered
    async with Database.open(url, vault=cold) as database:
        [network] = await Networks(database).all()
        cold_read = await read(network)
        warm_read = min([await read(network) for _ in range(3)])
    return {"write": first, "write again": later, "read, keys on disk": cold_read, "read, keys remembered": warm_read}


def main() -> None:
    """Print both and their ratio, and check the limits."""
    with TemporaryDirectory() as one, TemporaryDirectory() as two:
        vault = cast("AnyVault", Clear())  # what else a vault does, nobody asks it here
        clear = asyncio.run(measure(Path(one), vault, None))
        keys = Path(two) / "keys"
        sealed = asyncio.run(measure(Path(two), Vault(Keyring.open(keys)), keys))
    print(f"{ISSUES:,} issues of {len(TEXT)} characters by {AUTHORS:,} authors, SQLite; milliseconds")
    for name, seconds in sealed.items():
        print(f"{name}: sealed {seconds * 1e3:.2f}, clear {clear[name] * 1e3:.2f}: ratio {seconds / clear[name]:.2f}")
    assert sealed["read, keys on disk"] < MOST_SECONDS
    assert sealed["write again"] < MOST_TIMES_SLOWER * clear["write again"]


if __name__ == "__main__":
    main()
