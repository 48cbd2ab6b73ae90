"""The courier: carries out what the outbox owes, after its cause is committed.

Deliver, then mark; what may not be repeated is marked *sending* first, so that a crash leaves it in doubt, not doubled.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.database.faults import is_outage, trouble_in
from bot.outbox.claims import Claim, Claims, Parcel, holding
from bot.outbox.effects import Effect, GiveUp, InDoubt, PutOff, Retry
from bot.outbox.lanes import Lane, lanes_for
from bot.outbox.ledger import Ledger
from bot.outbox.lookout import Lookout
from bot.outbox.outbox import State
from bot.outbox.patience import are_enough, backoff
from bot.outbox.transit import TOO_OLD

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

log = logging.getLogger(__name__)

POLL_SECONDS = 1.0  # how soon rows written by another process (the command line) are noticed
PUT_OFF = "put off"  # how a try ended that is no state of its row
Heard = Callable[[str, str], None]


class Courier:
    """Carries out outbox rows of every network.

    `heard` is told the kind of each try and how it ended, but of those that leave no trace.
    """

    def __init__(
        self, house: House, effects: Mapping[str, Effect], *, heard: Heard = lambda _kind, _ending: None
    ) -> None:
        self._house = house
        self._effects = effects
        self._heard = heard
        self._lanes = lanes_for(effects)
        self._lookout = Lookout(house.database.engine, self._lanes)
        self._tasks: list[asyncio.Task[None]] = []
        self._goes_on = False

    def start(self) -> None:
        """Begin to deliver in the background."""
        self._house.database.listen("outbox", lambda _network_id: self.wake())
        self._goes_on = True
        self._tasks = [asyncio.create_task(self._run(lane), name=lane.name) for lane in self._lanes]

    async def close(self) -> None:
        """Finish the deliveries that have begun, then stop."""
        self._goes_on = False
        self.wake()
        tasks, self._tasks = self._tasks, []
        await asyncio.gather(*tasks)

    def wake(self) -> None:
        """Look for something to carry out now."""
        self._lookout.forget()
        for lane in self._lanes:
            lane.wake.set()

    async def deliver_due(self) -> int:
        """Carry out what is due now, in every network; return how many rows were taken up."""
        self._lookout.forget()
        return sum([await self._deliver(lane) for lane in self._lanes])

    async def drain(self) -> None:
        """Carry out everything that is due, and what that causes, until nothing is."""
        while await self.deliver_due():
            pass

    async def _run(self, lane: Lane) -> None:
        trouble: str | None = None
        while self._goes_on:
            lane.wake.clear()
            before, trouble = trouble, None
            try:
                while await self._deliver(lane):
                    pass
            except Exception as error:
                trouble = trouble_in(error)
                if trouble != before:  # once, not each second: a full disk must not fill with logs
                    traced = None if is_outage(error) else error
                    log.exception("the outbox can't be read (%s); looking again each second", trouble, exc_info=traced)
            if before and not trouble:
                log.info("the outbox can be read again")
            try:
                await asyncio.wait_for(lane.wake.wait(), POLL_SECONDS)
            except TimeoutError:
                continue

    async def _deliver(self, lane: Lane) -> int:
        async with lane.turn:
            now, taken = self._house.clock.now(), 0
            owing = await self._lookout.owing(lane, now)
            for network in await self._house.networks.with_ids(owing) if owing else ():
                if self._is_ours(lane, network):
                    taken += await self._deliver_for(network, lane, now)
            return taken

    def _is_ours(self, lane: Lane, network: Network) -> bool:
        return self._house.leads if lane.is_leaders else self._house.serves(network)

    async def _deliver_for(self, network: Network, lane: Lane, now: datetime) -> int:
        risked = [kind for kind, effect in self._effects.items() if not effect.may_repeat(self._house)]
        fence = self._house.peers.check if lane.is_leaders and self._house.peers is not None else None
        async with replace(network, fence=fence).write() as tx:
            claim = await Claims(tx).take(lane.reach, now, risked=risked)
        async with holding(network, claim, self._house.clock):
            carrying = (self._carry_out(network, claim, parcel) for parcel in claim.parcels)
            endings = await asyncio.gather(*carrying, return_exceptions=True)
        for ending in endings:  # only after all of them have ended: none runs on behind our back
            if isinstance(ending, BaseException):
                raise ending
        return len(claim.parcels)

    async def _carry_out(self, network: Network, claim: Claim, parcel: Parcel) -> None:
        effect = self._effects.get(parcel.kind)
        if effect is None:
            await self._end(network, claim, parcel, State.DEAD, "unknown kind")
        elif parcel.was_risked and not effect.is_always_idempotent:
            await self._end(network, claim, parcel, State.DOUBT, "interrupted")
        elif claim.has_run_out(self._house.clock.now()):  # we were held up, and another may have it by now
            await self._postpone(network, claim, parcel, timedelta(), tried_at=parcel.tried_at)
        elif parcel.facts is None:
            await self._end(network, claim, parcel, State.DEAD, TOO_OLD)
        else:
            await self._try(network, claim, parcel, effect, parcel.facts)

    async def _try(
        self, network: Network, claim: Claim, parcel: Parcel, effect: Effect, facts: Mapping[str, Any]
    ) -> None:
        try:
            await effect.run(self._house, network, facts)
        except Retry as later:
            await self._postpone(network, claim, parcel, timedelta(seconds=later.seconds), tried_at=parcel.tried_at)
        except GiveUp as end:
            await self._end(network, claim, parcel, State.DEAD, end.reason)
        except InDoubt:
            await self._end(network, claim, parcel, State.DOUBT, "no answer")
        except Exception as error:  # noqa: BLE001 -- any failure of one delivery is retried, then shown to a steward
            log.warning("outbox row %s (%s) failed: %s", parcel.id, parcel.kind, type(error).__name__)
            await self._failed(network, claim, parcel, error)
        else:
            async with network.write() as tx:
                await (Ledger(tx).drop if effect.leaves_no_trace else Ledger(tx).deliver)(parcel.id)
            self._tell(parcel, State.SENT)

    async def _failed(self, network: Network, claim: Claim, parcel: Parcel, error: Exception) -> None:
        attempts, failure = parcel.attempts + 1, error.reason if isinstance(error, PutOff) else type(error).__name__
        if are_enough(attempts, error):
            await self._end(network, claim, parcel, State.DEAD, failure)
        else:
            wait = backoff(attempts, jitter=random.random())  # noqa: S311 -- spreads retries, keeps no secret
            await self._postpone(network, claim, parcel, wait, attempts=attempts, failure=failure)

    async def _end(self, network: Network, claim: Claim, parcel: Parcel, state: State, failure: str) -> None:
        log.warning("outbox row %s (%s) is %s: %s", parcel.id, parcel.kind, state, failure)
        effect = self._effects.get(parcel.kind)
        async with network.write() as tx:
            if effect is not None and effect.leaves_no_trace:
                await Ledger(tx).drop(parcel.id)
            else:
                await Ledger(tx).end(parcel.id, state, failure, claim)
        self._tell(parcel, state)

    async def _postpone(
        self,
        network: Network,
        claim: Claim,
        parcel: Parcel,
        wait: timedelta,
        **values: Any,  # noqa: ANN401 -- column values
    ) -> None:
        until: datetime = self._house.clock.now() + wait
        async with network.write() as tx:
            await Ledger(tx).postpone(parcel.id, claim, until, **values)
        self._tell(parcel, PUT_OFF)

    def _tell(self, parcel: Parcel, ending: str) -> None:
        effect = self._effects.get(parcel.kind)
        if effect is None or not effect.leaves_no_trace:
            self._heard(parcel.kind, ending)
