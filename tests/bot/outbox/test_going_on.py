"""What fails beside the effect itself: the courier goes on, and what cannot be read or known is told."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from errno import ENOSPC
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from bot.clock import ManualClock
from bot.database.network import Network
from bot.database.schema.outbox import outbox
from bot.database.transaction import Tx
from bot.keys.keyring import Keyring
from bot.outbox import Courier, Effect, GiveUp, Outbox, Retry, claims, courier
from bot.outbox.claims import EVERYTHING, LEASE, Claims, holding
from bot.outbox.outbox import State
from bot.outbox.transit import TOO_OLD
from tests.kit.bare import bare_house

SOON = timedelta(minutes=1)


class Ears:
    """Hears how tries ended; its first times fail."""

    def __init__(self, *, failing: int = 0) -> None:
        self.heard: list[tuple[str, str]] = []
        self._failing = failing

    def __call__(self, kind: str, ending: str) -> None:
        if self._failing:
            self._failing -= 1
            raise MemoryError
        self.heard.append((kind, ending))


async def _gives_up(_house: Any, _network: Network, _facts: Mapping[str, Any]) -> None:
    raise GiveUp("refused")


async def _goes_well(_house: Any, _network: Network, _facts: Mapping[str, Any]) -> None:
    return


async def _not_yet(_house: Any, _network: Network, _facts: Mapping[str, Any]) -> None:
    raise Retry(30)


async def _owe(network: Network, clock: ManualClock, *kinds: str, after: timedelta = timedelta()) -> None:
    async with network.write() as tx:
        for kind in kinds:
            await Outbox(tx).carry_out(kind, {"word": kind}, destination=kind, now=clock.now() + after)


async def _endings(network: Network) -> list[tuple[str, str | None]]:
    async with network.read() as tx:
        rows = await tx.rows(select(outbox.c.state, outbox.c.failure).where(tx.mine(outbox)).order_by(outbox.c.seq))
    return [(row.state, row.failure) for row in rows]


async def test_a_running_courier_finds_what_falls_due_and_says_once_that_it_could_not_write_and_once_that_it_can(
    network: Network, clock: ManualClock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, courier.__name__)
    monkeypatch.setattr(courier, "POLL_SECONDS", 0.01)
    house, ears = bare_house(network.database, clock), Ears()
    failing = [OSError(ENOSPC, "words of the driver") for _ in range(3)]

    async def check(_tx: Tx) -> None:
        if failing:
            raise failing.pop()

    house.peers = SimpleNamespace(check=check)
    running = Courier(house, {"mail": Effect(_goes_well, is_idempotent=False)}, heard=ears)
    await _owe(network, clock, "mail", after=SOON)
    running.start()
    clock.forward(SOON)  # nobody tells the courier
    async with asyncio.timeout(10):
        while not ears.heard:  # noqa: ASYNC110 -- it looks again by the clock, which tells nobody
            await asyncio.sleep(0.01)
    await running.close()
    assert ears.heard == [("mail", "sent")]
    said = [each.getMessage() for each in caplog.records if each.name == courier.__name__]
    assert said == [
        "the outbox can't be read (its disk is full); looking again each second",
        "the outbox can be read again",
    ]
    assert not any(each.exc_info for each in caplog.records)


async def test_when_one_of_several_breaks_what_carries_it_out_the_others_come_to_their_end_first(
    network: Network, clock: ManualClock
) -> None:
    ears = Ears(failing=1)

    async def slow(*_: object) -> None:
        await asyncio.sleep(0.02)

    effects = {"a": Effect(_goes_well), "b": Effect(slow)}
    both = Courier(bare_house(network.database, clock), effects, heard=ears)
    await _owe(network, clock, "a", "b")
    with pytest.raises(MemoryError):
        await both.deliver_due()
    assert await _endings(network) == [("sent", None), ("sent", None)]
    assert len(ears.heard) == 1


async def test_what_can_be_read_no_more_is_shown_to_a_steward_and_never_carried_out(
    network: Network, clock: ManualClock, keys: Keyring
) -> None:
    ears = Ears()
    both = Courier(bare_house(network.database, clock), dict.fromkeys("ab", Effect(_not_yet)), heard=ears)
    await _owe(network, clock, "a")
    await both.drain()
    clock.forward(SOON)
    await _owe(network, clock, "b")
    keys.destroy_day_key(network.id, clock.now().date())
    await both.drain()
    assert await _endings(network) == [(State.DEAD, TOO_OLD)] * 2, "begun before or not"
    assert ears.heard == [("a", "put off"), ("a", "dead"), ("b", "dead")]


async def test_what_leaves_no_trace_leaves_none_and_is_heard_by_nobody_however_it_ends(
    network: Network, clock: ManualClock
) -> None:
    ears, later = Ears(), [Retry(30)]

    async def not_yet(_house: Any, _network: Network, _facts: Mapping[str, Any]) -> None:
        if later:
            raise later.pop()

    effects = {"quiet": _gives_up, "well": _goes_well, "later": not_yet}
    untraced = {kind: Effect(run, leaves_no_trace=True) for kind, run in effects.items()}
    both = Courier(bare_house(network.database, clock), {**untraced, "loud": Effect(_gives_up)}, heard=ears)
    await _owe(network, clock, *effects, "loud")
    await both.drain()
    assert await _endings(network) == [("waiting", None), ("dead", "refused")]
    clock.forward(SOON)
    await both.drain()
    assert await _endings(network) == [("dead", "refused")]
    assert ears.heard == [("loud", "dead")]


async def test_a_lease_that_could_not_be_renewed_is_renewed_the_next_time(
    network: Network, clock: ManualClock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(claims, "RENEWED_EVERY", 0.01)
    failing = [OSError()]

    async def check(_tx: Tx) -> None:
        if failing:
            raise failing.pop()

    await _owe(network, clock, "a")
    async with network.write() as tx:
        claim = await Claims(tx).take(EVERYTHING, clock.now())
    clock.forward(LEASE / 2)
    async with holding(replace(network, fence=check), claim, clock), asyncio.timeout(10):
        while len(claim.leases) < 2:  # noqa: ASYNC110 -- a lease is renewed by the clock, which tells nobody
            await asyncio.sleep(0.01)
    assert not [task for task in asyncio.all_tasks() if task.get_name() == "lease"], "nor any longer than it lasts"
    assert claim.leases[-1] == clock.now() + LEASE
    errors = [each.message for each in caplog.records if each.levelno == logging.ERROR]
    assert errors == ["a lease could not be renewed; trying again"]


@pytest.mark.parametrize(
    ("is_idempotent", "ending"),
    [(True, ("sent", None)), (lambda _: True, ("sent", None)), (lambda _: False, ("doubt", "interrupted"))],
)
async def test_what_was_broken_off_is_repeated_where_it_may_be_in_this_house_and_in_doubt_elsewhere(
    network: Network, clock: ManualClock, is_idempotent: Any, ending: tuple[str, str | None]
) -> None:
    begun = asyncio.Event()

    async def run(*_: object) -> None:
        if not begun.is_set():
            begun.set()
            await asyncio.Event().wait()

    both = Courier(bare_house(network.database, clock), {"a": Effect(run, is_idempotent=is_idempotent)})
    await _owe(network, clock, "a")
    delivering = asyncio.create_task(both.drain())
    await begun.wait()
    delivering.cancel()
    with pytest.raises(asyncio.CancelledError):
        await delivering
    clock.forward(LEASE)
    await both.drain()
    assert await _endings(network) == [ending]


async def test_what_takes_longer_than_a_lease_is_taken_by_nobody_else(
    network: Network, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "RENEWED_EVERY", 0.01)
    runs: list[Any] = []

    async def until() -> Any:
        async with network.read() as tx:
            return await tx.scalar(select(outbox.c.lease_until).where(tx.mine(outbox)))

    async def run(*_: object) -> None:
        runs.append(clock.now())
        for _step in range(3):
            clock.forward(LEASE / 2)
            async with asyncio.timeout(10):
                while await until() < clock.now() + LEASE:  # noqa: ASYNC110 -- a lease is renewed by the clock, which tells nobody
                    await asyncio.sleep(0.01)
            await other.drain()

    house, effects = bare_house(network.database, clock), {"a": Effect(run)}
    ours, other = Courier(house, effects), Courier(house, effects)
    await _owe(network, clock, "a")
    await ours.drain()
    assert len(runs) == 1
    assert await _endings(network) == [("sent", None)]


class HeldUp(dict[str, Effect]):
    """Effects of a process that the machine does not let run for a while, once, when it is about to begin."""

    def __init__(self, clock: ManualClock, effects: Mapping[str, Effect]) -> None:
        super().__init__(effects)
        self._clock, self._is_due = clock, True

    def get(self, kind: str, default: Any = None) -> Any:
        if self._is_due:
            self._is_due = False
            self._clock.forward(LEASE)
        return super().get(kind, default)


@pytest.mark.parametrize("is_idempotent", [True, False])
async def test_whoever_was_held_up_begins_nothing_that_another_may_have_by_now(
    network: Network, clock: ManualClock, is_idempotent: bool
) -> None:
    until: list[Any] = []

    async def run(*_: object) -> None:
        async with network.read() as tx:
            until.append(await tx.scalar(select(outbox.c.lease_until).where(tx.mine(outbox))))

    effects = HeldUp(clock, {"a": Effect(run, is_idempotent=is_idempotent)})
    await _owe(network, clock, "a")
    await Courier(bare_house(network.database, clock), effects).drain()
    assert await _endings(network) == [("sent", None)]
    assert until == [clock.now() + LEASE]


async def test_whoever_was_held_up_with_what_is_in_doubt_leaves_it_in_doubt(
    network: Network, clock: ManualClock
) -> None:
    effects = {"a": Effect(_goes_well, is_idempotent=False)}
    await _owe(network, clock, "a")
    async with network.write() as tx:
        await Claims(tx).take(EVERYTHING, clock.now(), risked=["a"])
    clock.forward(LEASE)
    await Courier(bare_house(network.database, clock), HeldUp(clock, effects)).drain()
    assert await _endings(network) == [("doubt", "interrupted")]


async def test_a_courier_with_nothing_to_do_rests_until_it_is_told_and_ends_at_once(
    network: Network, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier, "POLL_SECONDS", 3600.0)
    house, ears, looked = bare_house(network.database, clock), Ears(), list[int]()
    now = clock.now

    def counting() -> Any:
        looked.append(1)
        return now()

    monkeypatch.setattr(clock, "now", counting)
    running = Courier(house, {"a": Effect(_goes_well)}, heard=ears)
    running.start()
    await asyncio.sleep(0.1)
    assert len(looked) <= 2
    await _owe(network, clock, "a", "unknown")
    async with asyncio.timeout(10):
        while len(ears.heard) < 2:  # noqa: ASYNC110 -- what it does, it does in its own time
            await asyncio.sleep(0.01)
        await running.close()
    assert await _endings(network) == [("sent", None), ("dead", "unknown kind")]
