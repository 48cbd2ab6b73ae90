"""The entrance: whatever somebody does arrives here, and goes to the process that has their community's server.

What is done on a server arrives where that is connected. What is done in a private message arrives where shard 0 is,
and is handed on before anything of it is begun; whoever takes it lets it in by the same door as its own. Where nobody
comes for it in time it is taken back, and what can be done without the server is done here.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import discord

from bot.anonymity.memory import Memory
from bot.errors import Refusal
from bot.handing import Background, Handing
from bot.people.knowing import networks_knowing
from bot.ui.door import answer
from bot.ui.payloads import Parser, guarded
from bot.ui.taking import Taking
from config.texts import N_

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.ui.bot import StaffroomBot

log = logging.getLogger(__name__)

PATIENCE = 1.5  # seconds from its arrival; Discord waits for three, and the answer has to be made yet
SLOW = 0.7  # seconds that the database may take to say whether somebody came for it
STOP_SECONDS = 5.0  # for what is being handed on or taken while the process stops
# choices while somebody types are not: they are read from the database, which every process can
HANDED_ON = frozenset(
    each.value
    for each in (
        discord.InteractionType.application_command,
        discord.InteractionType.component,
        discord.InteractionType.modal_submit,
    )
)


@dataclass
class MayBeDone(Refusal):
    """It was handed on, and whether another process has it can't be found out."""

    says: ClassVar[str] = N_("I can't tell just now whether that was done. Look before you try again.")


@dataclass(frozen=True)
class _Arrived:
    payload: Any = field(repr=False)
    account_id: int
    at: float  # by the event loop's clock


class Entrance:
    """The entrance of one process. Closed before the reception, so that nobody is left between the two."""

    def __init__(self, bot: StaffroomBot, read: Parser) -> None:
        self._bot, self._house = bot, bot.house
        self._let_in = guarded(read)
        self.arrive: Parser = guarded(self._arrive)
        self._background = Background()
        self._taking = Taking(bot, self._let_in, self._background)
        self._seen = Memory()  # Discord may deliver one twice, and the second must not go another way
        self._arrived: list[_Arrived] = []
        self._is_sorting = False
        self._missed: set[int] = set()  # networks whose other process did not come the last time

    async def open(self) -> None:
        """Let in what other processes hand on, too."""
        await self._taking.open()

    async def close(self) -> None:
        """Hand nothing on any more; what nobody has taken yet is let in here, to be told that the process stops."""
        await self._background.close(STOP_SECONDS)
        await asyncio.sleep(0)  # what was let in last has come as far as the reception

    def _arrive(self, payload: Any) -> None:  # noqa: ANN401 -- whatever arrives
        stays = self._house.shards.are_all or self._background.is_closing
        account_id = None if stays else _account_alone_with_us(payload)
        if account_id is None:
            self._let_in(payload)
        elif self._seen.is_new(int(payload["id"])):
            self._arrived.append(_Arrived(payload, account_id, asyncio.get_running_loop().time()))
            if not self._is_sorting:
                self._is_sorting = True
                self._background.keep(self._sort())

    async def _sort(self) -> None:
        """Find out whose each is; what arrives meanwhile is looked at together."""
        try:
            while self._arrived:
                some, self._arrived = self._arrived, []
                async with self._answering(some, within=PATIENCE):
                    known = await networks_knowing(self._house.database, {each.account_id for each in some})
                    self._part(some, known)
        finally:
            self._is_sorting = False

    def _part(self, some: Sequence[_Arrived], known: Mapping[int, Network]) -> None:
        """Let in whoever's server is here, and strangers, and hand on the rest."""
        others: dict[int, list[_Arrived]] = {}
        for each in some:
            network = known.get(each.account_id)
            if network is None or self._house.serves(network):
                self._let_in(each.payload)
            else:
                others.setdefault(network.id, []).append(each)
        for away in others.values():
            self._background.keep(self._hand_on(known[away[0].account_id], away))

    async def _hand_on(self, network: Network, some: Sequence[_Arrived]) -> None:
        """Hand on, and let in here what nobody has taken once the time is over: then nobody else has it, or will."""
        handing = Handing.of(self._house, network)
        numbers: Sequence[int] = ()
        async with self._answering(some, within=PATIENCE):
            numbers = await handing.leave([json.dumps(each.payload) for each in some], self._house.clock.now())
        if not numbers:
            return
        await self._background.wait(min(each.at for each in some) + PATIENCE)
        async with self._answering(some, within=PATIENCE + SLOW, otherwise=MayBeDone()):
            back = await handing.take_back(numbers)
            for number, each in zip(numbers, some, strict=True):
                if number in back:
                    self._let_in(each.payload)
            self._note(network, is_missed=bool(back))

    @asynccontextmanager
    async def _answering(
        self, some: Sequence[_Arrived], *, within: float, otherwise: Refusal | None = None
    ) -> AsyncIterator[None]:
        """Answer by the door what goes wrong, or isn't done so many seconds after it arrived; nothing is begun then.

        Nothing was changed, unless there is something to say `otherwise`.
        """
        try:
            async with asyncio.timeout_at(min(each.at for each in some) + within):
                yield
        except Exception as error:  # noqa: BLE001 -- the one door
            if otherwise is not None:
                log.warning("what was handed on could not be taken back: %s", type(error).__name__)
                error = otherwise
            await asyncio.gather(*(self._answer(each.payload, error) for each in some), return_exceptions=True)

    async def _answer(self, payload: Any, error: Exception) -> None:  # noqa: ANN401 -- whatever arrived
        state = self._bot._connection  # noqa: SLF001 -- as discord.py makes one
        await answer(discord.Interaction(data=payload, state=state), error)

    def _note(self, network: Network, *, is_missed: bool) -> None:
        if not is_missed:
            self._missed.discard(network.id)
        elif network.id not in self._missed and not self._background.is_closing:
            self._missed.add(network.id)
            log.warning("the process with the server of network %s does not take what is handed to it", network.id)


def _account_alone_with_us(payload: Any) -> int | None:  # noqa: ANN401 -- whatever arrived
    """Return who did something in a private message that may be handed on; None for everything else."""
    try:
        if payload.get("guild_id") is not None or payload["type"] not in HANDED_ON:
            return None
        return int(payload["user"]["id"]) if int(payload["id"]) else None
    except (AttributeError, KeyError, TypeError, ValueError):  # it is refused where every garbled one is
        return None
