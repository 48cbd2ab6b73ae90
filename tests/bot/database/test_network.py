"""Networks, their two doors, and the guard that keeps them apart."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select, update

from bot.database.ids import new_id
from bot.database.network import NameUnfit, Network, Networks
from bot.database.schema.outbox import outbox
from config.community import default_community
from tests.kit.databases import START
from tests.kit.guard import CrossesNetworks

ROW = {"kind": "x", "destination": "d", "state": "waiting", "attempts": 0, "due_at": START}


async def test_a_network_keeps_its_own_definition(network: Network) -> None:
    networks = Networks(network.database)
    changed = default_community().model_copy(update={"topics": default_community().topics[:2]})
    await networks.define(network.id, changed)
    other = await networks.create("South county", now=START)
    assert (await networks.get(network.id)).community == changed  # type: ignore[union-attr]
    assert (await networks.get(other.id)).community == default_community()  # type: ignore[union-attr]


async def test_a_linked_network_is_found_by_its_server(network: Network) -> None:
    networks = Networks(network.database)
    await networks.link(network.id, 77)
    found = await networks.for_guild(77)
    assert found is not None
    assert found.id == network.id
    assert await networks.for_guild(78) is None


async def test_a_block_that_raises_leaves_nothing(network: Network) -> None:
    async def write_and_fail() -> None:
        async with network.write() as tx:
            await tx.insert(outbox, id=new_id(), seq=1, **ROW)
            raise LookupError

    with pytest.raises(LookupError):
        await write_and_fail()
    async with network.read() as tx:
        assert await tx.rows(select(outbox).where(tx.mine(outbox))) == []


async def test_a_block_that_reads_sees_one_moment(network: Network) -> None:
    query = select(outbox.c.seq).where(outbox.c.network_id == network.id)
    async with network.read() as tx:
        assert await tx.rows(query) == []
        async with network.write() as other:
            await other.insert(outbox, id=new_id(), seq=1, **ROW)
        assert await tx.rows(query) == []
    async with network.read() as tx:
        assert len(await tx.rows(query)) == 1


async def test_a_check_inside_a_write_still_holds_at_its_end(network: Network) -> None:
    async def take_the_only_place(seq: int) -> bool:
        async with network.write() as tx:
            if await tx.row(select(outbox).where(tx.mine(outbox))) is not None:
                return False
            await asyncio.sleep(0.001)
            await tx.insert(outbox, id=new_id(), seq=seq, **ROW)
            return True

    assert sum(await asyncio.gather(*(take_the_only_place(seq) for seq in range(20)))) == 1


async def test_what_a_commit_announces_is_heard_once_and_only_after_it(network: Network) -> None:
    heard: list[int] = []
    network.database.listen("news", heard.append)
    async with network.write() as tx:
        tx.announce("news")
        tx.announce("news")
        assert heard == []
    assert heard == [network.id]


async def test_a_statement_without_a_network_is_refused(network: Network) -> None:
    async with network.read() as tx:
        with pytest.raises(CrossesNetworks):
            await tx.rows(select(outbox))
        with pytest.raises(CrossesNetworks):
            await tx.rows(select(outbox).where(outbox.c.id == 1))
    async with network.write() as tx:
        with pytest.raises(CrossesNetworks):
            await tx.execute(update(outbox).where(outbox.c.id == 1).values(state="sent"))
        with pytest.raises(CrossesNetworks):
            await tx._connection.execute(outbox.insert().values(id=1, seq=1, **ROW))


async def test_one_networks_rows_are_not_the_others(network: Network) -> None:
    other = await Networks(network.database).create("South county", now=START)
    for place in (network, other):
        async with place.write() as tx:
            await tx.insert(outbox, id=5, seq=1, **ROW)
    async with network.write() as tx:
        await tx.execute(update(outbox).where(tx.mine(outbox)).values(state="sent"))
    async with other.read() as tx:
        assert await tx.scalar(select(outbox.c.state).where(tx.mine(outbox))) == "waiting"


@pytest.mark.parametrize("name", ["", "  ", "x" * 101])
async def test_a_name_that_cannot_be_shown_is_refused(network: Network, name: str) -> None:
    networks = Networks(network.database)
    with pytest.raises(NameUnfit):
        await networks.rename(network.id, name)
    with pytest.raises(NameUnfit):
        await networks.create(name, now=START)
