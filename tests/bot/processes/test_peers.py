"""Who leads, and hearing of what other processes changed: on SQLite, on PostgreSQL, and on what only resembles one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.database.beside.leases import Leases
from bot.database.beside.neighbours import SILENT_SECONDS
from bot.database.engine import Database
from bot.database.network import Network, Networks
from bot.keys import Keyring, Vault
from bot.people.store import PeopleStore
from bot.processes import peers as decided
from bot.processes.counts import CountDiffers, check_counts
from bot.processes.peers import Peers
from bot.processes.shards import Shards
from bot.processes.turns import Overtaken
from bot.text.held import GONE
from bot.visibility.admission.promise import roster_of
from tests.bot.people.somebody import add, somebody
from tests.kit.databases import START

SILENT, EVERY = 1.0, 0.1


class Process:
    """What one process has of a database that others are at too."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.peers = Peers(database, ["shard 0 of 1"], every=EVERY)

    async def network(self) -> Network:
        [network] = await Networks(self.database).all()
        return network

    async def enrol(self, name: str) -> None:
        async with (await self.network()).write() as tx:
            await add(tx, somebody(name))

    async def names(self) -> set[str]:
        return {person.name for person in (await roster_of(await self.network())).people}

    def knows(self, *names: str) -> Callable[[], Awaitable[bool]]:
        async def known() -> bool:
            return await self.names() == set(names)

        return known

    async def leads(self) -> bool:
        return self.peers.leads

    async def finds_out(self) -> bool:
        """Look as a process does that was held up and goes on."""
        await self.peers._look()
        return self.peers.lost.is_set()

    async def hold_up(self) -> None:
        """As a process that the machine does not let run: it asks for nothing, and hangs up nowhere."""
        assert self.peers._task is not None
        self.peers._task.cancel()


class Place:
    """A database, and the processes on it."""

    def __init__(self, url: str, keys: Keyring, *, is_plain: bool | None) -> None:
        self._url, self._keys, self._is_plain = url, keys, is_plain

    @asynccontextmanager
    async def process(self) -> AsyncIterator[Process]:
        vault = Vault(self._keys)
        async with Database.open(self._url, vault=vault, is_plain=self._is_plain, silent=SILENT) as database:
            process = Process(database)
            await process.peers.start()
            try:
                yield process
            finally:
                await process.peers.close()


@pytest.fixture(params=["as it is", "resembling"])
async def place(request: pytest.FixtureRequest, emptied_url: str, network: Network, keys: Keyring) -> Place:
    if request.param == "resembling" and network.database.is_sqlite:
        pytest.skip("SQLite never has what is left out here")
    return Place(emptied_url, keys, is_plain=False if request.param == "resembling" else None)


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(20):
        while not await condition():  # noqa: ASYNC110 -- what is waited for happens in another process
            await asyncio.sleep(0.02)


async def fails(network: Network, name: str) -> None:
    async with network.write() as tx:
        await add(tx, somebody(name))
        raise LookupError


def test_whoever_is_silent_is_replaced_within_ten_seconds() -> None:
    assert SILENT_SECONDS + decided.EVERY + decided.PATIENCE <= 10


async def test_one_leads_and_another_takes_over_what_it_leaves(place: Place) -> None:
    async with place.process() as other:
        async with place.process() as late:
            assert other.peers.leads
            assert not late.peers.leads
            assert not late.peers.has("shard 0 of 1")
        async with place.process() as third:
            await other.peers.close()
            await until(third.leads)
            await third.peers.wait_for("shard 0 of 1")
            assert not other.peers.leads


async def test_who_is_held_up_leads_no_more_and_what_it_would_still_write_is_refused(place: Place) -> None:
    async with place.process() as held_up, place.process() as other:
        network = await held_up.network()
        fenced = replace(network, fence=held_up.peers.check)
        async with fenced.write() as tx:
            await add(tx, somebody("ana"))
        await held_up.hold_up()
        await other.peers.wait_for("leader", "shard 0 of 1")
        assert not held_up.peers.leads
        with pytest.raises(Overtaken):
            async with fenced.write() as tx:
                await add(tx, somebody("ben"))
        assert await other.names() == {"ana"}
        await until(held_up.finds_out)
        assert not held_up.peers.leads


async def test_by_its_own_clock_a_process_has_a_lock_no_longer_than_its_lease(place: Place) -> None:
    async with place.process() as one:
        beside = one.database.beside
        if not isinstance(beside, Leases):
            pytest.skip("the session has the locks, and no lease")
        await one.hold_up()
        left = text(f"SELECT until - {beside._now} FROM leases WHERE name = 'leader'")
        for _ in range(8):
            await one.peers._look()
            async with one.database.engine.connect() as connection:
                lease = await connection.scalar(left)
            assert one.peers._sure_until - time.monotonic() <= lease
            await asyncio.sleep(SILENT / 12)


async def test_who_does_not_reach_the_database_for_a_while_has_lost_nothing_while_nobody_took_over(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with place.process() as one:
        await one.hold_up()

        async def out_of_reach(*_: object) -> bool:
            raise TimeoutError

        with monkeypatch.context() as broken:
            broken.setattr(one.database.beside, "keep", out_of_reach)
            broken.setattr(one.database.beside, "leave", out_of_reach)  # nor is anything given back
            await one.peers._look()
            assert not one.peers.leads

        async def has_all() -> bool:
            await one.peers._look()
            assert not one.peers.lost.is_set()
            return one.peers.has("shard 0 of 1") and one.peers.leads

        await until(has_all)


async def test_a_clock_that_was_put_back_keeps_nobody_from_leading(place: Place, network: Network) -> None:
    async with network.database.write_across() as connection:  # of a process that was killed
        ahead = {"name": "leader", "term": 3, "holder": 1, "until": time.time() + 3600}
        await connection.execute(text("INSERT INTO leases VALUES (:name, :term, :holder, :until)"), ahead)
    async with place.process() as one:
        await until(one.leads)
        assert await one.database.beside.term("leader") == 4
        assert "leader" in await one.database.beside.held()


async def test_what_was_kept_in_memory_is_read_again_once_another_process_has_changed_it(place: Place) -> None:
    async with place.process() as one, place.process() as other:
        gone: list[int] = []
        network = await other.network()
        other.database.listen(GONE, gone.append)
        await one.enrol("ana")
        assert await other.names() == {"ana"}
        await one.enrol("ben")
        await until(other.knows("ana", "ben"))
        async with (await one.network()).write() as tx:
            tx.announce(GONE, everywhere=True)

        async def has_heard() -> bool:
            return network.id in gone

        await until(has_heard)


async def test_what_was_undone_is_no_news_and_what_is_ones_own_is_none_either(place: Place) -> None:
    async with place.process() as one, place.process() as other:
        await one.enrol("ana")
        await other.names()
        if one.database.is_sqlite:  # a file does not say what was written: the other's leases are news too
            await other.hold_up()
        await asyncio.sleep(4 * EVERY)
        network = await one.network()
        mine, theirs = await roster_of(network), await roster_of(await other.network())
        with pytest.raises(LookupError):
            await fails(network, "ben")
        async with network.write() as tx:
            await PeopleStore(tx).site(1)  # nothing written
        await asyncio.sleep(4 * EVERY)
        assert await roster_of(network) is mine
        assert await roster_of(await other.network()) is theirs
        await one.enrol("cy")
        mine = await roster_of(network)
        await asyncio.sleep(4 * EVERY)
        assert await roster_of(network) is mine


async def test_of_what_nobody_knows_whether_it_was_committed_it_is_news_here_too_once_it_was(place: Place) -> None:
    async with place.process() as one:
        network = await one.network()
        mine = await roster_of(network)
        async with one.database.write_across() as connection:
            await one.database.beside.tell(connection, network.id, {"people"})
            one.database.beside.unsure()

        async def is_read_again() -> bool:
            return await roster_of(network) is not mine

        await until(is_read_again)


async def test_after_a_gap_nothing_is_recalled(place: Place) -> None:
    async with place.process() as one, place.process() as other:
        await one.enrol("ana")

        async def is_heard_of() -> bool:
            return await other.names() == {"ana"}

        await until(is_heard_of)
        await other.hold_up()
        await other.database.beside.leave()  # the connection is gone
        await one.enrol("ben")
        assert await other.names() == {"ana"}  # it cannot know yet
        await other.peers._look()
        assert await other.names() == {"ana", "ben"}


async def test_a_network_made_meanwhile_is_heard_of_too(place: Place) -> None:
    async with place.process() as one, place.process() as other:
        made = await Networks(one.database).create("South", now=START)
        seen = await Networks(other.database).get(made.id)
        assert seen is not None
        assert not (await roster_of(seen)).people
        async with made.write() as tx:
            await add(tx, somebody("ana"))

        async def is_known() -> bool:
            return bool((await roster_of(seen)).people)

        await until(is_known)


async def test_a_process_that_shares_the_servers_out_otherwise_is_refused_until_the_other_is_gone(place: Place) -> None:
    async with place.process() as late:
        async with place.process() as other:
            await late.peers.close()
            await other.peers.wait_for("shard 0 of 1")
            assert set(await late.database.beside.held()) == {"leader", "shard 0 of 1"}
            await check_counts(late.database.beside, Shards())
            with pytest.raises(CountDiffers, match="--shard-count 1, or stop the other"):
                await check_counts(late.database.beside, Shards((1,), 2))
        await check_counts(late.database.beside, Shards((1,), 2))
