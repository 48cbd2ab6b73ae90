"""What is recalled is what a new reading would say."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from bot.database.ids import new_id
from bot.database.network import Network
from bot.database.schema.people import people, supervisions
from bot.database.transaction import Tx
from bot.people.model import Person
from bot.people.store import PeopleStore
from bot.visibility.admission.access import Roster
from tests.kit.databases import START


async def names(tx: Tx) -> list[str]:
    return [person.name for person in await PeopleStore(tx).people()]


ANA = Person(new_id(), "ana", "ana@example.org", "coordinator", None, started_on=date(2025, 9, 1))


async def enrol(network: Network, name: str) -> Person:
    person = Person(new_id(), name, f"{name}@example.org", "coordinator", None, started_on=date(2025, 9, 1))
    async with network.write() as tx:
        await PeopleStore(tx).add_person(person, now=START)
    return person


async def test_nothing_is_read_twice_while_nothing_is_written(network: Network) -> None:
    await enrol(network, "ana")
    first = await network.recall("names", names)
    assert await network.recall("names", names) is first


async def test_a_write_to_any_table_that_was_read_has_it_read_again(network: Network) -> None:
    ana, ben = await enrol(network, "ana"), await enrol(network, "ben")

    async def below(tx: Tx) -> set[int]:
        joined = select(people.c.name, supervisions.c.person_id).where(
            tx.mine(people), tx.mine(supervisions), people.c.id == supervisions.c.person_id
        )
        return {row.person_id for row in await tx.rows(joined)}

    assert await network.recall("below", below) == set()
    async with network.write() as tx:
        await PeopleStore(tx).set_supervisors(ben.id, [ana.id])
    assert await network.recall("below", below) == {ben.id}


async def test_a_write_that_was_undone_changes_nothing(network: Network) -> None:
    first = await network.recall("names", names)

    async def fail() -> None:
        async with network.write() as tx:
            await PeopleStore(tx).add_person(Person(1, "eve", "eve@example.org", "coordinator", None), now=START)
            raise LookupError

    await asyncio.gather(fail(), return_exceptions=True)
    assert await network.recall("names", names) is first


async def test_a_write_during_the_reading_is_not_missed(network: Network) -> None:
    async def slowly(tx: Tx) -> list[str]:
        found = await names(tx)
        await enrol(network, "ben")
        return found

    assert await network.recall("names", slowly) == []
    assert await network.recall("names", names) == ["ben"]


async def test_what_is_forgotten_while_it_is_read_is_read_again(network: Network) -> None:
    async def read_while_another_process_writes(tx: Tx) -> list[str]:
        found = await names(tx)
        network.forget_what_was_read()
        return found

    first = await network.recall("names", read_while_another_process_writes)
    assert await network.recall("names", names) is not first


async def test_a_write_whose_caller_went_away_before_its_commit_is_not_missed(network: Network) -> None:
    if not network.database.is_sqlite:
        pytest.skip("here a caller that goes away takes the commit along")
    assert await network.recall("names", names) == []
    others, enrolled = asyncio.Event(), asyncio.Event()

    async def enrol_and_go() -> None:
        async with network.write() as tx:
            await PeopleStore(tx).add_person(ANA, now=START)
            enrolled.set()

    async def write_in_the_same_commit() -> None:
        async with network.write():
            await others.wait()

    enrolling, other = asyncio.create_task(enrol_and_go()), asyncio.create_task(write_in_the_same_commit())
    await enrolled.wait()
    await asyncio.sleep(0.01)
    enrolling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await enrolling
    assert await network.recall("names", names) == []
    others.set()
    await other
    assert await network.recall("names", names) == ["ana"]


async def test_a_write_whose_commit_got_no_answer_is_not_missed(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    if network.database.is_sqlite:
        pytest.skip("nothing lies between us and a file")
    assert await network.recall("names", names) == []
    dialect = network.database.engine.dialect
    commit = dialect.do_commit

    def commit_unheard(connection: Any) -> None:
        commit(connection)
        raise ConnectionResetError

    monkeypatch.setattr(dialect, "do_commit", commit_unheard)
    with pytest.raises(ConnectionResetError):
        await enrol(network, "ana")
    assert await network.recall("names", names) == ["ana"]


async def test_other_needs_or_a_forgotten_network_are_read_anew(network: Network) -> None:
    first = await network.recall("names", names, needs=1)
    assert await network.recall("names", names, needs=2) is not first
    second = await network.recall("names", names, needs=2)
    network.forget_what_was_read()
    assert await network.recall("names", names, needs=2) is not second


async def test_everything_that_the_roster_is_read_from_is_known(network: Network) -> None:
    async with network.read() as tx:
        await Roster.read(tx, network.community)
        assert {"people", "supervisions", "stewards", "rooms"} <= tx.sources
