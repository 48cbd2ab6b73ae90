"""The entrance: whatever somebody does arrives here, and goes to the process that has their community's server.

What is done on a server arrives where that is connected. What is done in a private message arrives where shard 0 is,
and is handed on before anything of it is begun; whoever takes it lets it in by the same door as its own. Where nobody
comes for it in time it is taken back, and what can be done without the server is done here.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import discord

from bot.anonymity.memory import Memory
from bot.handing import TOPIC, Handing, with_left
from bot.people.knowing import network_knowing
from bot.ui.door import answer
from bot.ui.payloads import Parser, guarded

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.ui.bot import StaffroomBot

log = logging.getLogger(__name__)

PATIENCE = 1.5  # seconds from its arrival; Discord waits for three, and the answer has to be made yet
TIDIED_EVERY = 15.0
STOP_SECONDS = 5.0  # for what is being taken while the process stops
# choices while somebody types are not: they are read from the database, which every process can
HANDED_ON = frozenset(
    each.value
    for each in (
        discord.InteractionType.application_command,
        discord.InteractionType.component,
        discord.InteractionType.modal_submit,
    )
)


class Entrance:
    """The entrance of one process. Closed before the reception, so that nobody is left between the two."""

    def __init__(self, bot: StaffroomBot, read: Parser) -> None:
        self._bot, self._house = bot, bot.house
        self._let_in = guarded(read)
        self.arrive: Parser = guarded(self._arrive)
        self._seen = Memory()  # Discord may deliver one twice, and the second must not go another way
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = asyncio.Event()
        self._missed: set[int] = set()  # networks whose other process did not come the last time

    async def open(self) -> None:
        """Forget what a killed process left, and listen for what other processes hand on."""
        for network in await self._house.networks.all():
            self._handing(network).forget_keys(self._house.clock.now())
        await self._forget_left()
        if not self._house.shards.are_all:
            self._house.database.listen(TOPIC, self._heard)
            self._keep(self._tidy())

    async def close(self) -> None:
        """Hand nothing on any more; what nobody has taken yet is let in here, to be told that the process stops."""
        self._closing.set()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=STOP_SECONDS)
        await asyncio.sleep(0)  # what was let in last has come as far as the reception

    def _arrive(self, payload: Any) -> None:  # noqa: ANN401 -- whatever arrives
        account_id = None if self._house.shards.are_all or self._closing.is_set() else _account_alone_with_us(payload)
        if account_id is None:
            self._let_in(payload)
        elif self._seen.is_new(int(payload["id"])):
            self._keep(self._bring(payload, account_id))

    async def _bring(self, payload: Any, account_id: int) -> None:  # noqa: ANN401 -- the same
        until = asyncio.get_running_loop().time() + PATIENCE
        try:
            network = await network_knowing(self._house.networks, account_id)
            if network is None or self._house.serves(network) or await self._comes_back(network, payload, until):
                self._let_in(payload)
        except Exception as error:  # noqa: BLE001 -- the door: whether another acts can't be known, so nothing is begun
            await answer(discord.Interaction(data=payload, state=self._bot._connection), error)  # noqa: SLF001 -- as discord.py makes one

    async def _comes_back(self, network: Network, payload: Any, until: float) -> bool:  # noqa: ANN401 -- the same
        """Hand it on, and say once the time is over whether it is ours after all: then nobody else has it, or will."""
        handing, now = self._handing(network), self._house.clock.now
        number = await handing.leave(json.dumps(payload), now())
        await self._wait(until)
        if not await handing.is_left(number) or await handing.take(number) is None:
            self._missed.discard(network.id)
            return False
        if network.id not in self._missed and not self._closing.is_set():
            self._missed.add(network.id)
            log.warning("the process with the server of network %s does not take what is handed to it", network.id)
        return True

    def _heard(self, network_id: int) -> None:
        if self._bot.is_ready() and not self._closing.is_set():
            self._keep(self._look(network_id))

    async def _look(self, network_id: int) -> None:
        """Take what others handed on, if this process is the one with the network's server."""
        try:
            network = await self._house.networks.get(network_id)
            if network is None or not self._house.serves(network):
                return
            handing = self._handing(network)
            for number in await handing.left(self._house.clock.now()):
                said = await handing.take(number)
                if said is not None:
                    self._let_in(json.loads(said))
        except Exception as error:  # noqa: BLE001 -- whoever handed it on takes it back
            log.warning("what was handed on could not be taken: %s", type(error).__name__)

    async def _tidy(self) -> None:
        """Forget what is left, again and again until the process stops."""
        while not self._closing.is_set():
            try:
                await self._forget_left()
            except Exception as error:  # noqa: BLE001 -- it is tried again
                log.warning("what was left could not be forgotten: %s", type(error).__name__)
            await self._wait(asyncio.get_running_loop().time() + TIDIED_EVERY)

    async def _forget_left(self) -> None:
        now = self._house.clock.now()
        for network in await self._house.networks.with_ids(await with_left(self._house.database, now)):
            await self._handing(network).forget_left(now)

    async def _wait(self, until: float) -> None:
        """Return at a moment of the event loop's clock, or as soon as the process stops."""
        with suppress(TimeoutError):
            async with asyncio.timeout_at(until):
                await self._closing.wait()

    def _handing(self, network: Network) -> Handing:
        return Handing(network, self._house.keys.handing(network.id))

    def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _account_alone_with_us(payload: Any) -> int | None:  # noqa: ANN401 -- whatever arrived
    """Return who did something in a private message that may be handed on; None for everything else."""
    try:
        if payload.get("guild_id") is not None or payload["type"] not in HANDED_ON:
            return None
        return int(payload["user"]["id"]) if int(payload["id"]) else None
    except (AttributeError, KeyError, TypeError, ValueError):  # it is refused where every garbled one is
        return None
