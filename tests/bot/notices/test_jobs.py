"""The keys of past days go as soon as nothing needs them, and after thirty days whatever happens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.cards import Card
from bot.clock import ManualClock
from bot.database.network import Network, Networks
from bot.database.schema.outbox import notices, outbox
from bot.house import House
from bot.keys import Keyring
from bot.notices import DELIVER, Notices
from bot.notices.jobs import forget_days, forget_told
from bot.notices.notices import KEPT_AFTER_TELLING
from bot.outbox import Courier, Effect, Outbox, Retry
from bot.outbox.ledger import Ledger
from bot.outbox.transit import TOO_OLD
from bot.people.model import Person
from bot.people.store import PeopleStore
from bot.workers import Workers
from config.settings import Settings
from tests.kit.databases import START

TODAY = START.date()


class Post:
    """Carries out rows, unless told to wait."""

    def __init__(self) -> None:
        self.waits = True
        self.seen: list[Mapping[str, Any]] = []

    async def run(self, _house: House, _network: Network, facts: Mapping[str, Any]) -> None:
        if self.waits:
            raise Retry(60)
        self.seen.append(facts)


@pytest.fixture
def house(network: Network, keys: Keyring, clock: ManualClock) -> House:
    database = network.database
    return House(Settings(_env_file=None), clock, database, Networks(database), keys, Workers())


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def courier(house: House, post: Post) -> Courier:
    return Courier(house, {kind: Effect(post.run) for kind in ("call", DELIVER)})


async def _owe(network: Network, clock: ManualClock, **facts: Any) -> None:
    async with network.write() as tx:
        await Outbox(tx).carry_out("call", facts, destination="there", now=clock.now())


async def _sweep(house: House, network: Network, clock: ManualClock, step: timedelta) -> list[date]:
    clock.forward(step)
    await forget_days(house, network, clock.now())
    return house.keys.days(network.id)


async def test_a_day_that_nothing_waits_for_loses_its_key(
    house: House, network: Network, clock: ManualClock, courier: Courier, post: Post
) -> None:
    await _owe(network, clock, word="a")
    assert await _sweep(house, network, clock, timedelta(days=2)) == [TODAY]
    assert await _sweep(house, network, clock, timedelta(days=7)) == [TODAY], "a row still waits"
    post.waits = False
    await courier.drain()
    assert [facts["word"] for facts in post.seen] == ["a"]
    assert await _sweep(house, network, clock, timedelta(hours=1)) == []


async def test_after_thirty_days_what_waits_is_dead_and_nobody_can_read_it(
    house: House, network: Network, clock: ManualClock, courier: Courier, post: Post
) -> None:
    await _owe(network, clock, word="a")
    async with network.write() as tx:
        await PeopleStore(tx).add_person(Person(7, "Ana", "ana@x.org", "coordinator", None), now=clock.now())
        await Notices(tx).tell(7, "test", Card("hello"), now=clock.now())
        [notice] = await tx.rows(select(notices.c.id).where(tx.mine(notices)))
        await Notices(tx).keep(notice.id)
    async with network.read() as tx:
        sealed = await tx.scalar(select(outbox.c.facts).where(tx.mine(outbox), outbox.c.kind == "call"))
        assert [each.card.text for each in await Notices(tx).waiting(7)] == ["hello"]
    assert await _sweep(house, network, clock, timedelta(days=30)) == [TODAY]
    assert TODAY not in await _sweep(house, network, clock, timedelta(days=1))
    async with network.read() as tx:
        [row] = await tx.rows(select(outbox).where(tx.mine(outbox), outbox.c.kind == "call"))
        assert (row.state, row.failure, row.facts) == ("dead", TOO_OLD, None)
        assert await Notices(tx).waiting(7) == []
        assert await tx.scalar(select(notices.c.state).where(tx.mine(notices))) == "done"
        assert tx.unseal_unsent(outbox.c.facts, sealed) is None
        assert (await Ledger(tx).stuck()).ended == 1, "a steward sees it"

    async with network.write() as tx:
        assert await Ledger(tx).try_again(row.seq, now=clock.now()) == 1
    post.waits = False
    await courier.drain()
    async with network.read() as tx:
        assert await tx.scalar(select(outbox.c.state).where(tx.mine(outbox), outbox.c.kind == "call")) == "dead"


async def test_what_holds_numbers_alone_is_carried_out_however_late(
    house: House, network: Network, clock: ManualClock, courier: Courier, post: Post
) -> None:
    await _owe(network, clock, person_id=5, account_id=None)
    assert await _sweep(house, network, clock, timedelta(days=40)) == [TODAY + timedelta(days=40)]
    post.waits = False
    await courier.drain()
    assert [facts["person_id"] for facts in post.seen] == [5]


async def test_one_networks_days_are_not_the_others(house: House, network: Network, clock: ManualClock) -> None:
    other = await Networks(network.database).create("South county", now=START)
    for place in (network, other):
        await _owe(place, clock, word="a")
    await _sweep(house, network, clock, timedelta(days=31))
    assert house.keys.days(network.id) == []
    assert house.keys.days(other.id) == [TODAY]
    async with other.read() as tx:
        assert await tx.scalar(select(outbox.c.state).where(tx.mine(outbox))) == "waiting"


async def test_a_row_whose_key_was_lost_is_settled_once_it_is_looked_at(
    network: Network, clock: ManualClock, courier: Courier, keys: Keyring
) -> None:
    await _owe(network, clock, word="a")
    keys.destroy_day_key(network.id, TODAY)
    await courier.drain()
    async with network.read() as tx:
        [row] = await tx.rows(select(outbox).where(tx.mine(outbox)))
        assert (row.state, row.failure) == ("dead", TOO_OLD)


async def test_that_somebody_was_told_is_forgotten_after_four_weeks_and_what_waits_is_not(
    house: House, network: Network, clock: ManualClock, courier: Courier, post: Post
) -> None:
    async with network.write() as tx:
        await PeopleStore(tx).add_person(Person(7, "Ana", "ana@x.org", "coordinator", None), now=clock.now())
        for text in ("delivered", "kept for the inbox"):
            await Notices(tx).tell(7, "digest.response", Card(text), now=clock.now())
        first, second = [row.id for row in await tx.rows(select(notices.c.id).where(tx.mine(notices)))]
    post.waits = False
    await courier.drain()
    async with network.write() as tx:
        await Notices(tx).finish(first)
        await Notices(tx).keep(second)

    async def kept() -> tuple[int, int]:
        await forget_told(house, network, clock.now())
        async with network.read() as tx:
            told = await tx.rows(select(notices.c.id).where(tx.mine(notices)))
            return len(told), len(await tx.rows(select(outbox.c.id).where(tx.mine(outbox))))

    clock.forward(KEPT_AFTER_TELLING - timedelta(seconds=1))
    assert await kept() == (2, 2)
    clock.forward(timedelta(seconds=1))
    assert await kept() == (1, 0)
    async with network.read() as tx:
        assert await tx.scalar(select(notices.c.id).where(tx.mine(notices))) == second
