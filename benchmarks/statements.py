"""How many statements of SQL the most used commands take, in a network of twelve people.

``python -m benchmarks.statements`` prints for each how many there were, with what comes of it beside the answer
(panels, the index, what is owed), and the most that `tests/benchmarks` lets it take. What nobody has changed since is
kept in memory and not asked for again: each is given once before it is counted.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from simcord.actors import MemberActor
from sqlalchemy import event

from archive.issues.store import IssueStore
from bot.clock import ManualClock
from bot.database.engine import Database
from demo.mailbox import open_mailbox
from tests.kit.databases import START
from tests.kit.town import Town, open_town, town_settings

WORDS = ("Interpreters are missing in the evening.", "The bus is late whenever it rains.")
Act = Callable[[Town, MemberActor], Awaitable[None]]
POSITIONS = ("coordinator", "teacher", "school staff", "partner staff")


@dataclass(frozen=True)
class Played:
    """What one act took."""

    name: str
    statements: int
    most: int


def _command(name: str, room: str = "practitioners-lounge", **options: str) -> Act:
    async def act(town: Town, ana: MemberActor) -> None:
        await ana.slash(town.channel(room), name, **options)

    return act


async def _raise_issue(town: Town, ana: MemberActor) -> None:
    async with town.network.read() as tx:
        words = WORDS[await IssueStore(tx).count() % len(WORDS)]  # the same again would be refused
    asked = await ana.slash(town.channel("practitioners-lounge"), "issue raise", kind="concern", topic="staffing")
    await ana.submit_modal(asked, {"text": words})


async def _press_help(town: Town, ana: MemberActor) -> None:
    [card] = town.channel("lobby").pinned_messages()
    await ana.click(card, label="What can I do here?")


ACTS: dict[str, tuple[Act, int]] = {  # the most: half as many again as there were when this was written
    "/help": (_command("help"), 12),
    "a button of the panel in the lobby": (_press_help, 12),
    "/inbox": (_command("inbox"), 9),
    "/room who": (_command("room who"), 6),
    "/mentor request": (_command("mentor request"), 14),
    "/mentor status": (_command("mentor status"), 17),
    "/issue board": (_command("issue board"), 18),
    "/issue raise, and its form sent": (_raise_issue, 51),
}


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """Collect the statements that a database is given in the block."""
    given: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        given.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    try:
        yield given
    finally:
        event.remove(database.engine.sync_engine, "before_cursor_execute", note)


async def played(town: Town, ana: MemberActor, names: Iterable[str] = ACTS) -> list[Played]:
    """Play acts twice, and count the second time."""
    found = []
    for name in names:
        act, most = ACTS[name]
        await act(town, ana)
        await town.settle()
        with counted(town.house.database) as given:
            await act(town, ana)
            await town.settle()
        found.append(Played(name, len(given), most))
    return found


async def measure(folder: Path) -> None:
    """Print the figures."""
    clock = ManualClock(START)
    async with open_mailbox(clock) as letters, open_town(town_settings(folder, letters.url), clock, letters) as town:
        await town.set_up()
        ana = await town.join("Ana Ruiz")
        for number in range(11):
            await town.join(f"Colleague {number}", POSITIONS[number % 4], f"School {number % 5}")
        print("| act | statements | at most |\n|---|---|---|")
        for each in await played(town, ana):
            print(f"| {each.name} | {each.statements} | {each.most} |")


if __name__ == "__main__":
    with TemporaryDirectory() as place:
        asyncio.run(measure(Path(place)))
