"""A network lived through: members who act by name and post without it, through the real rules, rows and courier."""

from __future__ import annotations

import heapq
import logging
import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np

from bot.anonymity.posting import SHOW, Written, answer, begin, due_at
from bot.anonymity.receipts import receipt_hash
from bot.anonymity.showing import show
from bot.anonymity.store import PostStore
from bot.cards import Card
from bot.clock import ManualClock
from bot.database.ids import new_id
from bot.database.migrate import _back_up
from bot.database.network import Network
from bot.database.schema.people import people
from bot.house import House
from bot.offline import open_house
from bot.outbox import Courier, Effect
from bot.people.stewards import StewardStore
from bot.run.log import PlacesOnly, quieten_libraries
from bot.visibility.admission.access import request_sync
from config.settings import Settings
from config.texts import texts_for
from tests.soak.attack.evidence import Evidence, Numbers, Times, snowflake

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HOURS_A_DAY = 10
SITTINGS_A_DAY = 2  # times a day in which each member does something by name: who reads, issues, mentoring, the inbox
COMMANDS_A_SITTING = 3  # on average, at least one
SECONDS_BETWEEN = 90.0  # on average, between two commands of a sitting
ROWS_SHARE = 0.005  # of those, how many leave a dated row that names the member
AT_ONCE_SHARE, ANSWER_SHARE = 0.2, 0.4
SITTING_SHARE = 0.6  # of posts that are written while their author does something by name too
ROUND_IT = (120.0, 240.0)  # seconds by which such a post may come before the first command, or after the last


@dataclass
class MintingBoard:
    """A board that makes message ids as Discord does: the moment, to the millisecond."""

    clock: ManualClock
    count: int = 0
    t: Any = field(default_factory=lambda: texts_for("en"))

    async def find(self, channel_id: int, post_id: int) -> int | None:  # noqa: ARG002 -- the board's interface
        return None

    async def put(self, channel_id: int, card: Card, nonce: str) -> int:  # noqa: ARG002 -- the board's interface
        self.count += 1
        return snowflake(self.clock.now().timestamp() + 0.2, self.count)

    async def post(self, forum_id: int, title: str, tags: Sequence[str], card: Card) -> int:  # noqa: ARG002 -- the same
        return await self.put(forum_id, card, "")

    async def thread(self, channel_id: int, message_id: int, name: str) -> int | None:  # noqa: ARG002 -- the same
        return message_id

    async def words(self, channel_id: int, message_id: int) -> str:  # noqa: ARG002 -- the same
        return ""

    async def rewrite(self, channel_id: int, message_id: int, card: Card) -> None:
        """Nothing is shown here."""

    async def remove(self, channel_id: int, message_id: int) -> None:
        """Nothing is shown here."""


@dataclass(frozen=True)
class Size:
    """How many live here, how much they post, and for how many days."""

    members: int
    posts: int
    days: int


@dataclass(frozen=True)
class Plan:
    """Who does what when: drawn beforehand, so that the attacker can be given what is public of it."""

    members: Numbers  # authors of posts, by place
    written: Times
    at_once: Any
    commands_by: Numbers
    commands_at: Times


def drawn(size: Size, random: np.random.Generator) -> Plan:
    """Draw a life: authors evenly from all members, and everybody's named commands, in sittings, around it."""
    authors = random.integers(0, size.members, size.posts)
    written = np.sort(_moments(size.posts, size.days, random))
    count = size.members * SITTINGS_A_DAY * size.days
    by, at = _sittings(random.integers(0, size.members, count), _moments(count, size.days, random), random)
    theirs_by, theirs_at = _around(authors, written, random)
    commands_by, commands_at = np.concatenate([by, theirs_by]), np.concatenate([at, theirs_at])
    order = np.argsort(commands_at)
    at_once = random.random(size.posts) < AT_ONCE_SHARE
    return Plan(authors, written, at_once, commands_by[order], commands_at[order])


def _sittings(who: Numbers, begun: Times, random: np.random.Generator) -> tuple[Numbers, Times]:
    """Return the commands of sittings: by whom, and when."""
    commands = random.geometric(1 / COMMANDS_A_SITTING, len(who))
    sitting = np.repeat(np.arange(len(who)), commands)
    gaps = random.exponential(SECONDS_BETWEEN, len(sitting))
    first = np.concatenate([[0], np.cumsum(commands)[:-1]])
    passed = np.cumsum(gaps)
    return who[sitting], begun[sitting] + passed - passed[first][sitting]


def _around(authors: Numbers, written: Times, random: np.random.Generator) -> tuple[Numbers, Times]:
    """Return the named commands of authors who write in the middle of a sitting."""
    chosen = np.flatnonzero(random.random(len(authors)) < SITTING_SHARE)
    by, at = _sittings(chosen, np.zeros(len(chosen)), random)
    last = np.zeros(len(authors))
    np.maximum.at(last, by, at)
    before, after = ROUND_IT
    moment = random.uniform(-before, last + after)
    return authors[by], written[by] + at - moment[by]


def rehearsed(count: int, random: np.random.Generator) -> tuple[Numbers, Times, Times]:
    """Return sittings of authors as the attacker may rehearse them: post, command's moment, the post's appearance."""
    by, at = _around(np.arange(count), np.zeros(count), random)
    seen = np.where(random.random(count) < AT_ONCE_SHARE, 0, random.uniform(0, 300, count))
    return by, at, seen


def _moments(count: int, days: int, random: np.random.Generator) -> Times:
    day = random.integers(0, days, count) * 86400
    moments: Times = START.timestamp() + day + random.uniform(0, HOURS_A_DAY * 3600, count)
    return moments


@dataclass
class Life:
    """One network on its way through a plan."""

    house: House
    network: Network
    clock: ManualClock
    plan: Plan
    accounts: Numbers
    persons: Numbers
    joined: Times
    lines: StringIO
    courier: Courier
    room: int = snowflake(START.timestamp() - 1e6)
    due: list[float] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    authors: dict[str, int] = field(default_factory=dict)  # by receipt hash: the truth, which nobody else holds

    async def live(self, *, rows: bool = True) -> None:
        """Go through everything in its order: deliveries between the acts, as the courier's clock has it."""
        commands = self._commands_with_rows() if rows else []
        acts = [(when, "post", number) for number, when in enumerate(self.plan.written)]
        acts += [(self.plan.commands_at[number], "row", number) for number in commands]
        for when, kind, number in sorted(acts):
            await self._deliver_until(float(when))
            self.clock.forward(_until(self.clock, float(when)))
            await (self._post(number) if kind == "post" else self._command(number))
        await self._deliver_until(float("inf"))

    def _commands_with_rows(self) -> list[int]:
        """Those of the commands that leave a row: of everybody, and of those who post just before or after."""
        return list(range(0, len(self.plan.commands_at), round(1 / ROWS_SHARE)))

    async def _deliver_until(self, moment: float) -> None:
        while self.due and self.due[0] <= moment:
            self.clock.forward(_until(self.clock, heapq.heappop(self.due)))
            await self.courier.deliver_due()

    async def _post(self, number: int) -> None:
        author, keys = int(self.plan.members[number]), self.house.keys.conversations(self.network.id)
        person_id = int(self.persons[author])
        due = due_at(self.clock.now(), at_once=bool(self.plan.at_once[number]))
        written = Written(person_id, f"CANARY-{number} " + secrets.token_hex(60), due)
        heapq.heappush(self.due, due.timestamp() + 0.001)
        if self.open and secrets.randbelow(100) < ANSWER_SHARE * 100:
            receipt = await self._answer(written)
        else:
            receipt = await begin(self.network, keys, "rooms", self.room, written)
            self.open.append(receipt_hash(receipt))
        self.authors[receipt_hash(receipt)] = author

    async def _answer(self, written: Written) -> str:
        keys = self.house.keys.conversations(self.network.id)
        async with self.network.read() as tx:
            for opened in reversed(self.open[-20:]):
                post = await PostStore(tx).by_receipt(opened)
                if post is not None and post.state == "posted":
                    break
            else:
                post = None
        if post is None:
            receipt = await begin(self.network, keys, "rooms", self.room, written)
            self.open.append(receipt_hash(receipt))
            return receipt
        return await answer(self.network, keys, post.conversation_id, written)

    async def _command(self, number: int) -> None:
        """Leave a row as named commands do: a role to bring in line, or a line of the stewards' log."""
        person_id, now = int(self.persons[self.plan.commands_by[number]]), self.clock.now()
        async with self.network.write() as tx:
            if number % 3:
                await request_sync(tx, person_id, now=now)
            else:
                await StewardStore(tx).log(person_id, "{actor} looked at {about}.", "a room", now)
        heapq.heappush(self.due, now.timestamp() + 0.001)

    def evidence(self, folder: Path) -> Evidence:
        """Take what an attacker would: the files as they lie there now, a backup, the logs, the public lists."""
        file = self.house.settings.file
        log = file.with_name(file.name + "-wal")
        content = log.read_bytes() if log.exists() else b""
        backup = _back_up(file, "attack")
        copy = folder / "taken.db"
        copy.write_bytes(backup.read_bytes())
        return Evidence(
            copy,
            content,
            file,
            self.lines.getvalue(),
            self.accounts,
            self.persons,
            self.joined,
            self.plan.commands_by,
            self.plan.commands_at,
        )


def _until(clock: ManualClock, moment: float) -> timedelta:
    return max(timedelta(0), datetime.fromtimestamp(moment, UTC) - clock.now())


@asynccontextmanager
async def life(folder: Path, size: Size, seed: int) -> AsyncIterator[Life]:
    """Open a house in a folder and fill it with members."""
    random = np.random.default_rng(seed)
    clock, lines = ManualClock(START), StringIO()
    settings = Settings(_env_file=None, data_dir=folder / "data", keys_dir=folder / "keys", web_port=0)
    handler, root = logging.StreamHandler(lines), logging.getLogger()
    handler.setFormatter(PlacesOnly("%(asctime)s %(levelname)-7s %(name)s: %(message)s"))
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    quieten_libraries("debug")
    try:
        async with open_house(settings, clock) as house:
            [network] = await house.networks.all()
            joined = np.sort(START.timestamp() - random.uniform(0, 3e7, size.members))
            accounts = np.array([snowflake(each, number) for number, each in enumerate(joined)], np.int64)
            persons = np.array([new_id() for _ in range(size.members)], np.int64)
            await _settle(network, accounts, persons, joined)
            courier = Courier(house, _effects(clock))
            yield Life(house, network, clock, drawn(size, random), accounts, persons, joined, lines, courier)
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


def _effects(clock: ManualClock) -> Mapping[str, Effect]:
    board = MintingBoard(clock)

    async def post(house: House, network: Network, facts: Mapping[str, Any]) -> None:
        keys = house.keys.conversations(network.id)
        await show(network, keys, board, facts["post_id"], nonce=facts["row_id"], now=clock.now())

    async def sync(_house: House, _network: Network, _facts: Mapping[str, Any]) -> None:
        """Roles are nobody's business here."""

    return {SHOW: Effect(post, leaves_no_trace=True), "access.sync": Effect(sync)}


async def _settle(network: Network, accounts: Numbers, persons: Numbers, joined: Times) -> None:
    rows = [
        {
            "id": int(person),
            "name": f"Member {number}",
            "email": f"m{number}@example.org",
            "position": "teacher",
            "languages": ["en"],
            "topics": [],
            "locale": "en",
            "state": "active",
            "account_id": int(account),
            "linked_at": datetime.fromtimestamp(when, UTC),
            "added_at": START,
        }
        for number, (person, account, when) in enumerate(zip(persons, accounts, joined, strict=True))
    ]
    for start in range(0, len(rows), 1000):
        async with network.write() as tx:
            await tx.insert_many(people, rows[start : start + 1000])
