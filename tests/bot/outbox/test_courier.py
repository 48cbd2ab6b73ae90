"""The courier: in order for each destination, again after a failure, never twice when it cannot know."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import discord
import pytest
from sqlalchemy import select

from bot.clock import ManualClock
from bot.database.network import Network
from bot.database.schema.outbox import outbox
from bot.outbox import Courier, Effect, GiveUp, InDoubt, Outbox, Retry
from bot.outbox.claims import EVERYTHING, LEASE, Claims
from bot.outbox.ledger import Ledger
from bot.outbox.outbox import State
from bot.outbox.patience import MOST_FAULTS, backoff
from tests.kit.bare import bare_house


class Sink:
    """Remembers what was carried out, and fails when told to."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.fail_with: list[Exception] = []
        self.heard = asyncio.Event()

    async def run(self, _house: Any, _network: Network, facts: Mapping[str, Any]) -> None:
        if self.fail_with:
            raise self.fail_with.pop(0)
        self.seen.append(facts["word"])
        self.heard.set()


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def courier(network: Network, clock: ManualClock, sink: Sink) -> Courier:
    house = bare_house(network.database, clock)
    return Courier(house, {"sure": Effect(sink.run), "once": Effect(sink.run, is_idempotent=False)})


async def _owe(network: Network, clock: ManualClock, word: str, kind: str = "sure", **more: Any) -> int:
    async with network.write() as tx:
        return await Outbox(tx).carry_out(kind, {"word": word}, now=clock.now(), **{"destination": "d", **more})


async def _states(network: Network) -> list[str]:
    async with network.read() as tx:
        rows = await tx.rows(select(outbox.c.state).where(tx.mine(outbox)).order_by(outbox.c.seq))
    return [row.state for row in rows]


async def test_rows_to_one_destination_go_out_in_order(
    courier: Courier, network: Network, clock: ManualClock, sink: Sink
) -> None:
    for word in "abc":
        await _owe(network, clock, word)
    await courier.drain()
    assert sink.seen == ["a", "b", "c"]


async def test_a_row_that_fails_holds_back_its_destination_but_no_other(
    courier: Courier, network: Network, clock: ManualClock, sink: Sink
) -> None:
    sink.fail_with = [OSError()]
    for word, destination in (("a", "d"), ("b", "d"), ("c", "e")):
        await _owe(network, clock, word, destination=destination)
    await courier.drain()
    assert sink.seen == ["c"]
    clock.forward(timedelta(minutes=1))
    await courier.drain()
    assert sink.seen == ["c", "a", "b"]


async def test_a_cause_that_is_undone_owes_nothing(
    courier: Courier, network: Network, clock: ManualClock, sink: Sink
) -> None:
    async def cause() -> None:
        async with network.write() as tx:
            await Outbox(tx).carry_out("sure", {"word": "never"}, destination="d", now=clock.now())
            raise LookupError

    with pytest.raises(LookupError):
        await cause()
    await courier.drain()
    assert sink.seen == []


async def test_a_key_is_owed_once_ever(courier: Courier, network: Network, clock: ManualClock, sink: Sink) -> None:
    first = await _owe(network, clock, "a", key="k")
    await courier.drain()
    assert await _owe(network, clock, "again", key="k") == first
    await courier.drain()
    assert sink.seen == ["a"]


async def test_words_are_erased_once_delivered(courier: Courier, network: Network, clock: ManualClock) -> None:
    await _owe(network, clock, "private")
    await courier.drain()
    async with network.read() as tx:
        assert await tx.scalar(select(outbox.c.facts).where(tx.mine(outbox))) is None


async def test_a_crash_while_sending_repeats_what_is_safe_and_doubts_what_is_not(
    courier: Courier, network: Network, clock: ManualClock, sink: Sink
) -> None:
    await _owe(network, clock, "safe")
    await _owe(network, clock, "mail", kind="once", destination="e")
    async with network.write() as tx:
        assert (
            len((await Claims(tx).take(EVERYTHING, clock.now(), risked=["once"])).parcels) == 2
        )  # and then the process is gone
    await courier.drain()
    assert sink.seen == []
    clock.forward(LEASE)
    await courier.drain()
    assert sink.seen == ["safe"]
    assert await _states(network) == ["sent", "doubt"]


async def test_no_answer_is_doubt_and_a_refusal_is_the_end(
    courier: Courier, network: Network, clock: ManualClock, sink: Sink
) -> None:
    sink.fail_with = [InDoubt()]
    await _owe(network, clock, "a")
    await courier.drain()
    sink.fail_with = [GiveUp("refused")]
    await _owe(network, clock, "b")
    await courier.drain()
    assert await _states(network) == ["doubt", "dead"]


async def test_after_many_failures_a_row_is_dead_and_the_next_one_goes_on(
    courier: Courier, network: Network, clock: ManualClock, sink: Sink
) -> None:
    sink.fail_with = [LookupError() for _ in range(MOST_FAULTS)]
    await _owe(network, clock, "a")
    await _owe(network, clock, "b")
    for _ in range(MOST_FAULTS):
        await courier.drain()
        clock.forward(timedelta(minutes=11))
    await courier.drain()
    assert sink.seen == ["b"]
    assert await _states(network) == ["dead", "sent"]


async def test_not_now_is_no_failure(courier: Courier, network: Network, clock: ManualClock, sink: Sink) -> None:
    sink.fail_with = [Retry(5) for _ in range(MOST_FAULTS * 2)]
    await _owe(network, clock, "a")
    for _ in range(MOST_FAULTS * 2 + 1):
        await courier.drain()
        clock.forward(timedelta(seconds=5))
    assert sink.seen == ["a"]


async def test_two_couriers_carry_out_each_row_once(
    courier: Courier, network: Network, clock: ManualClock, sink: Sink
) -> None:
    other = Courier(courier._house, courier._effects)
    for number in range(20):
        await _owe(network, clock, str(number), destination=str(number))
    await asyncio.gather(courier.drain(), other.drain())
    assert sorted(sink.seen, key=int) == [str(number) for number in range(20)]


async def test_a_running_courier_wakes_for_a_commit_and_finishes_before_it_closes(
    courier: Courier, network: Network, clock: ManualClock, sink: Sink
) -> None:
    courier.start()
    await _owe(network, clock, "a")
    async with asyncio.timeout(5):
        await sink.heard.wait()
    await courier.close()
    assert await _states(network) == ["sent"]


async def test_a_row_of_an_unknown_kind_is_shown_not_lost(
    courier: Courier, network: Network, clock: ManualClock
) -> None:
    await _owe(network, clock, "a", kind="from.a.later.version")
    await courier.drain()
    assert await _states(network) == ["dead"]


def test_waits_grow_and_are_bounded() -> None:
    waits = [backoff(attempts, jitter=0) for attempts in range(1, 20)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(minutes=10)
    assert backoff(3, jitter=1) == timedelta(seconds=4)


async def test_a_lease_that_was_taken_over_is_settled_by_whoever_holds_it_now(
    network: Network, clock: ManualClock
) -> None:
    await _owe(network, clock, "a")
    async with network.write() as tx:
        [parcel] = (ours := await Claims(tx).take(EVERYTHING, clock.now())).parcels
    clock.forward(LEASE)
    async with network.write() as tx:
        theirs = await Claims(tx).take(EVERYTHING, clock.now())
    assert theirs.parcels[0].was_interrupted
    async with network.write() as tx:
        await Ledger(tx).end(parcel.id, State.DEAD, "late", ours)
        await Ledger(tx).postpone(parcel.id, ours, clock.now())
    assert await _states(network) == ["claimed"]
    async with network.write() as tx:
        await Ledger(tx).end(parcel.id, State.DEAD, "refused", theirs)
    assert await _states(network) == ["dead"]


async def test_a_clock_that_was_ahead_and_is_put_back_holds_up_nothing(
    courier: Courier, network: Network, clock: ManualClock, sink: Sink
) -> None:
    sink.fail_with = [OSError()]
    await _owe(network, clock, "put off", destination="e")
    clock.forward(timedelta(days=30))
    await courier.drain()
    await _owe(network, clock, "held", destination="f")
    async with network.write() as tx:
        await Claims(tx).take(EVERYTHING, clock.now())
    clock.forward(-timedelta(days=30))
    await courier.drain()
    assert sorted(sink.seen) == ["held", "put off"]


async def test_clocks_of_two_machines_take_no_lease_away(network: Network, clock: ManualClock) -> None:
    await _owe(network, clock, "a")
    async with network.write() as tx:
        assert (await Claims(tx).take(EVERYTHING, clock.now())).parcels
    clock.forward(-timedelta(minutes=30))
    async with network.write() as tx:
        assert not (await Claims(tx).take(EVERYTHING, clock.now())).parcels


async def test_what_takes_long_keeps_its_lease(network: Network, clock: ManualClock) -> None:
    await _owe(network, clock, "a")
    async with network.write() as tx:
        claim = await Claims(tx).take(EVERYTHING, clock.now())
    for _ in range(3):
        clock.forward(LEASE / 2)
        async with network.write() as tx:
            await Claims(tx).renew(claim, clock.now())
            assert (await Claims(tx).take(EVERYTHING, clock.now())).parcels == []


async def test_what_is_begun_anew_is_told_when_it_was_begun_first_unless_it_waited_for_the_connection(
    network: Network, clock: ManualClock
) -> None:
    told: list[Any] = []
    trouble: list[Exception] = [Retry(5), OSError(), OSError()]

    async def run(_house: Any, _network: Network, facts: Mapping[str, Any]) -> None:
        told.append(facts.get("tried_at"))
        if trouble:
            raise trouble.pop(0)

    house = bare_house(network.database, clock)
    courier = Courier(house, {"sure": Effect(run)})
    await _owe(network, clock, "a")
    for _ in range(4):
        await courier.drain()
        began = clock.now()
        clock.forward(timedelta(minutes=1))
    first = began - timedelta(minutes=2)
    assert told == [None, None, first, first]


async def test_a_slow_mail_server_holds_back_nothing_else(
    courier: Courier, network: Network, clock: ManualClock, sink: Sink
) -> None:
    stuck, goes_on = asyncio.Event(), asyncio.Event()

    async def slow(_house: Any, _network: Network, _facts: Mapping[str, Any]) -> None:
        stuck.set()
        await goes_on.wait()

    both = Courier(courier._house, {"sure": Effect(sink.run), "once": Effect(slow, is_idempotent=False)})
    await _owe(network, clock, "mail", kind="once", destination="e")
    both.start()
    async with asyncio.timeout(20):
        await stuck.wait()
        await _owe(network, clock, "post")
        await sink.heard.wait()
        goes_on.set()
        await both.close()
    assert await _states(network) == ["sent", "sent"]


async def test_what_discord_says_is_not_there_is_tried_a_few_times_and_then_shown_to_a_steward(
    courier: Courier, network: Network, clock: ManualClock, sink: Sink
) -> None:
    answer: Any = SimpleNamespace(status=404, reason="Not Found")
    unknown = discord.NotFound(answer, {"code": 10003, "message": "Unknown Channel"})
    sink.fail_with = [unknown] * (MOST_FAULTS - 1)
    await _owe(network, clock, "made this moment")
    for _ in range(MOST_FAULTS):
        await courier.drain()
        clock.forward(timedelta(minutes=11))
    assert sink.seen == ["made this moment"]
    sink.fail_with = [unknown] * 100
    await _owe(network, clock, "gone")
    await _owe(network, clock, "behind it")
    for _ in range(MOST_FAULTS):
        await courier.drain()
        clock.forward(timedelta(minutes=11))
    assert await _states(network) == [State.SENT, State.DEAD, State.WAITING]
    async with network.read() as tx:
        ended, waiting = await Ledger(tx).ended_from(1)
    assert ended is not None
    assert (ended.failure, waiting) == ("NotFound", 1)
