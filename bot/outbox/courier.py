"""The courier: carries out what the outbox owes, after its cause is committed.

Deliver, then mark. An effect that is not idempotent is marked *sending* first, so that a crash leaves it in doubt
rather than doubled.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.outbox.effects import Effect, GiveUp, InDoubt, PutOff, Retry
from bot.outbox.ledger import Ledger, Parcel, owing_networks
from bot.outbox.outbox import State
from bot.outbox.transit import TOO_OLD

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 800  # some four days at ten minutes each, as mail servers do (RFC 5321, section 4.5.4.1)
MOST_FAULTS = 8  # of ours: waiting will not mend it, and what is behind it should not wait for days
FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, NameError, TypeError, ValueError)
POLL_SECONDS = 1.0  # how soon rows written by another process (the command line) are noticed


def backoff(attempts: int, *, jitter: float) -> timedelta:
    """Return how long to wait after so many failures: 2, 4, 8 … 600 s, with up to half of it (`jitter` 0..1) taken off.

    Source: "equal jitter", AWS Architecture Blog, Exponential Backoff and Jitter.
    """
    seconds = min(600.0, 2.0**attempts)
    return timedelta(seconds=seconds * (1 - jitter / 2))


class Courier:
    """Carries out outbox rows of every network."""

    def __init__(self, house: House, effects: Mapping[str, Effect]) -> None:
        self._house = house
        self._effects = effects
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._round = asyncio.Lock()

    def start(self) -> None:
        """Begin to deliver in the background."""
        self._house.database.listen("outbox", lambda _network_id: self.wake())
        self._task = asyncio.create_task(self._run(), name="courier")

    async def close(self) -> None:
        """Finish the deliveries that have begun, then stop."""
        if self._task is not None:
            task, self._task = self._task, None
            self._wake.set()
            await task

    def wake(self) -> None:
        """Look for something to carry out now."""
        self._wake.set()

    async def deliver_due(self) -> int:
        """Carry out what is due now, in every network; return how many rows were taken up."""
        async with self._round:
            now, taken = self._house.clock.now(), 0
            for network_id in await owing_networks(self._house.database.engine, now):
                network = await self._house.networks.get(network_id)
                taken += await self._deliver_for(network, now) if network else 0
            return taken

    async def drain(self) -> None:
        """Carry out everything that is due, and what that causes, until nothing is."""
        while await self.deliver_due():
            pass

    async def _run(self) -> None:
        while self._task is not None:
            self._wake.clear()
            try:
                await self.drain()
            except Exception:
                log.exception("the outbox could not be read; trying again")
            try:
                await asyncio.wait_for(self._wake.wait(), POLL_SECONDS)
            except TimeoutError:
                continue

    async def _deliver_for(self, network: Network, now: datetime) -> int:
        async with network.write() as tx:
            parcels = await Ledger(tx).claim(now)
        endings = await asyncio.gather(
            *(self._carry_out(network, parcel) for parcel in parcels), return_exceptions=True
        )
        for ending in endings:  # only after all of them have ended: none runs on behind our back
            if isinstance(ending, BaseException):
                raise ending
        return len(parcels)

    async def _carry_out(self, network: Network, parcel: Parcel) -> None:
        effect = self._effects.get(parcel.kind)
        if effect is None:
            await self._settle(network, parcel, State.DEAD, "unknown kind")
        elif parcel.was_interrupted and not effect.is_idempotent:
            await self._settle(network, parcel, State.DOUBT, "interrupted")
        elif parcel.facts is None:
            await self._settle(network, parcel, State.DEAD, TOO_OLD)
        else:
            await self._try(network, parcel, effect, parcel.facts)

    async def _try(self, network: Network, parcel: Parcel, effect: Effect, facts: Mapping[str, Any]) -> None:
        try:
            await effect.run(self._house, network, facts)
        except Retry as later:
            await self._postpone(network, parcel, timedelta(seconds=later.seconds), parcel.attempts, None)
        except GiveUp as end:
            await self._settle(network, parcel, State.DEAD, end.reason)
        except InDoubt:
            await self._settle(network, parcel, State.DOUBT, "no answer")
        except Exception as error:  # noqa: BLE001 -- any failure of one delivery is retried, then shown to a steward
            log.warning("outbox row %s (%s) failed: %s", parcel.id, parcel.kind, type(error).__name__)
            await self._failed(network, parcel, error)
        else:
            await self._settle(network, parcel, State.SENT, None)

    async def _failed(self, network: Network, parcel: Parcel, error: Exception) -> None:
        attempts, failure = parcel.attempts + 1, error.reason if isinstance(error, PutOff) else type(error).__name__
        if attempts >= (MOST_FAULTS if isinstance(error, FAULTS) else MOST_ATTEMPTS):
            await self._settle(network, parcel, State.DEAD, failure)
        else:
            wait = backoff(attempts, jitter=random.random())  # noqa: S311 -- spreads retries, keeps no secret
            await self._postpone(network, parcel, wait, attempts, failure)

    async def _settle(self, network: Network, parcel: Parcel, state: State, failure: str | None) -> None:
        if state is not State.SENT:
            log.warning("outbox row %s (%s) is %s: %s", parcel.id, parcel.kind, state, failure)
        effect = self._effects.get(parcel.kind)
        async with network.write() as tx:
            if effect is not None and effect.leaves_no_trace:
                await Ledger(tx).drop(parcel.id)
            else:
                await Ledger(tx).settle(parcel.id, state, failure)

    async def _postpone(
        self, network: Network, parcel: Parcel, wait: timedelta, attempts: int, failure: str | None
    ) -> None:
        until: datetime = self._house.clock.now() + wait
        async with network.write() as tx:
            await Ledger(tx).postpone(parcel.id, until, attempts, failure)
