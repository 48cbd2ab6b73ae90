"""Who is let in where, when the process that should come for what is handed on does not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clock import ManualClock
from bot.database.network import Network, Networks
from bot.handing import Handing
from bot.house import House
from bot.keys import Keyring
from bot.processes import Shards
from bot.ui import entrance
from bot.ui.bot import StaffroomBot
from bot.ui.entrance import Entrance, _account_alone_with_us
from bot.workers import Workers
from config.settings import Settings
from tests.cogs.mentoring.roster import enrol
from tests.kit.databases import START
from tests.kit.gateway import GUILD, OTHER_GUILD
from tests.kit.private import Private
from tests.kit.wire import GOOD_TOKEN, Wire, open_wire

HERE, THERE = 1, 2  # numbers on the rosters; their accounts are 1000 more


@pytest.fixture
async def wire(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Wire]:
    async with open_wire(monkeypatch) as wire:
        yield wire


@pytest.fixture
async def elsewhere(network: Network) -> Network:
    """A network whose server is on the other shard, beside one whose server is here."""
    networks = Networks(network.database)
    made = await networks.create("South", now=START)
    await networks.link(network.id, GUILD)
    await networks.link(made.id, OTHER_GUILD)
    await enrol(network, [HERE], [])
    await enrol(made, [THERE], [])
    return made


class Process:
    """One that has shard 0 of two; `let_in` is what came through its entrance."""

    def __init__(self, bot: StaffroomBot) -> None:
        self.let_in: list[Any] = []
        self.bot = bot
        self.entrance = bot.entrance = Entrance(bot, self.let_in.append)

    async def until_let_in(self, count: int) -> None:
        async with asyncio.timeout(5):
            while len(self.let_in) < count:  # noqa: ASYNC110 -- nobody tells
                await asyncio.sleep(0.005)


@pytest.fixture
async def processes(
    elsewhere: Network,
    keys: Keyring,
    clock: ManualClock,
    tmp_path: Path,
    wire: Wire,  # noqa: ARG001 -- what they log in to
) -> AsyncIterator[list[Process]]:
    """One for each of two shards, neither connected to Discord yet."""
    database, chosen = elsewhere.database, Settings(_env_file=None, data_dir=tmp_path, keys_dir=keys.folder)
    made: list[Process] = []
    for shard in range(2):
        house = House(chosen, clock, database, Networks(database), keys, Workers(), shards=Shards((shard,), 2))
        house.client = StaffroomBot(house, [])
        made.append(Process(house.client))
        await house.client.login(GOOD_TOKEN)  # opens its entrance
    yield made
    for each in made:
        await each.bot.close()


@pytest.fixture
def process(processes: list[Process]) -> Process:
    return processes[0]


async def until_told(wire: Wire, sent: Any) -> None:
    async with asyncio.timeout(5):
        while sent["id"] not in wire.told:  # noqa: ASYNC110 -- nobody tells
            await asyncio.sleep(0.005)


async def test_what_nobody_comes_for_is_let_in_once_however_often_it_was_delivered(
    process: Process, elsewhere: Network, keys: Keyring, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entrance, "PATIENCE", 0.3)
    sent, known, stranger = (Private(wire).click(1000 + who, "inbox:show") for who in (THERE, HERE, 7))
    stranger["id"], known["id"] = "6000", "6001"
    for each in (sent, known, sent, stranger, sent):
        process.entrance.arrive(each)
    await process.until_let_in(3)
    process.entrance.arrive(sent)
    await asyncio.sleep(0.4)
    assert sorted(each["id"] for each in process.let_in[:2]) == ["6000", "6001"], "these need not wait for anybody"
    assert process.let_in[2:] == [sent]
    assert await Handing(elsewhere, keys.handing(elsewhere.id)).take_all(START) == {}


async def test_a_process_that_stops_takes_back_at_once_what_it_handed_on(process: Process, wire: Wire) -> None:
    sent = Private(wire).click(1000 + THERE, "inbox:show")
    process.entrance.arrive(sent)
    await asyncio.sleep(0.05)
    began = asyncio.get_running_loop().time()
    await process.entrance.close()
    assert process.let_in == [sent]
    assert asyncio.get_running_loop().time() - began < entrance.PATIENCE / 2
    process.entrance.arrive(late := Private(wire).click(1000 + THERE, "inbox:show"))
    assert process.let_in == [sent, late], "the reception tells that it stops"


async def test_what_cannot_be_handed_on_is_begun_nowhere_and_answered_all_the_same(
    process: Process, keys: Keyring, wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    (keys.folder / "handing").write_text("in the way")
    sent = Private(wire).click(1000 + THERE, "inbox:show")
    process.entrance.arrive(sent)
    await until_told(wire, sent)
    assert "Something went wrong on our side, and nothing was changed." in str(wire.told[sent["id"]])
    assert process.let_in == []
    assert sent["token"] not in caplog.text


async def test_where_the_database_does_not_answer_people_are_told_in_time_and_nothing_is_begun_later(
    process: Process, elsewhere: Network, keys: Keyring, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entrance, "PATIENCE", 0.3)
    sent = Private(wire).click(1000 + THERE, "inbox:show")
    async with elsewhere.write():  # whoever else writes there waits
        process.entrance.arrive(sent)
        await until_told(wire, sent)
    assert "nothing was changed" in str(wire.told[sent["id"]])
    await process.entrance.close()
    assert process.let_in == []
    assert await Handing(elsewhere, keys.handing(elsewhere.id)).take_all(START) == {}


async def test_where_it_cannot_be_found_out_whether_another_acts_people_are_told_to_look(
    process: Process, elsewhere: Network, wire: Wire, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(entrance, "PATIENCE", 0.3)
    sent = Private(wire).click(1000 + THERE, "inbox:show")
    process.entrance.arrive(sent)
    await asyncio.sleep(0.15)
    async with elsewhere.database.write_across() as connection:
        await connection.exec_driver_sql("ALTER TABLE handed_on RENAME TO out_of_reach")
    await until_told(wire, sent)
    async with elsewhere.database.write_across() as connection:
        await connection.exec_driver_sql("ALTER TABLE out_of_reach RENAME TO handed_on")
    assert "I can't tell just now whether that was done." in str(wire.told[sent["id"]])
    assert process.let_in == []
    assert "could not be taken back" in caplog.text
    assert sent["token"] not in caplog.text


async def test_who_stands_by_for_the_shard_takes_nothing_before_they_are_connected(
    processes: list[Process], elsewhere: Network, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    near, far = processes
    for number, patience in enumerate((0.3, 10.0), start=7000):
        monkeypatch.setattr(entrance, "PATIENCE", patience)
        sent = {**Private(wire).click(1000 + THERE, "inbox:show"), "id": str(number)}
        near.entrance.arrive(sent)
        async with asyncio.timeout(5):
            while sent not in near.let_in + far.let_in:
                elsewhere.database.heard(elsewhere.id, None)  # as when another process says so
                await asyncio.sleep(0.02)
        far.bot._ready.set()  # from now on
    assert [each["id"] for each in near.let_in] == ["7000"]
    assert [each["id"] for each in far.let_in] == ["7001"]


PARTS = st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=2))


@settings(max_examples=50)
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "id": PARTS,
            "type": PARTS | st.sampled_from([2, 3, 4, 5]),
            "guild_id": PARTS,
            "user": PARTS | st.fixed_dictionaries({}, optional={"id": PARTS}),
        },
    )
    | PARTS
)
def test_what_is_garbled_or_from_a_server_is_never_handed_on(payload: Any) -> None:
    account_id = _account_alone_with_us(payload)
    if account_id is not None:
        assert payload.get("guild_id") is None
        assert payload["type"] in (2, 3, 5)
        assert int(payload["user"]["id"]) == account_id
