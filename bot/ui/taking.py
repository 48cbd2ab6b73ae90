"""Taking what other processes hand on, and forgetting what a killed one left."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING

from bot.handing import TOPIC, Background, Handing, with_left

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot
    from bot.ui.payloads import Parser

log = logging.getLogger(__name__)

TIDIED_EVERY = 15.0


class Taking:
    """Lets in what was handed on within networks whose server is here."""

    def __init__(self, bot: StaffroomBot, let_in: Parser, background: Background) -> None:
        self._bot, self._house, self._let_in, self._background = bot, bot.house, let_in, background
        self._heard_of: dict[int, bool] = {}  # networks that are being looked at; whether there is more since

    async def open(self) -> None:
        """Forget what a killed process left, and listen for what is handed on."""
        for network in await self._house.networks.all():
            Handing.of(self._house, network).forget_keys(self._house.clock.now())
        await self._forget_left()
        if not self._house.shards.are_all:
            self._house.database.listen(TOPIC, self._heard)
            self._background.keep(self._tidy())

    def _heard(self, network_id: int) -> None:
        if not self._bot.is_ready() or self._background.is_closing:
            return
        is_at_it = network_id in self._heard_of
        self._heard_of[network_id] = True
        if not is_at_it:
            self._background.keep(self._look(network_id))

    async def _look(self, network_id: int) -> None:
        """Take what there is, as long as there is more; of many at once none is looked for apart."""
        try:
            while self._heard_of[network_id]:
                self._heard_of[network_id] = False
                await self._take(network_id)
        except Exception as error:  # noqa: BLE001 -- whoever handed it on takes it back
            log.warning("what was handed on could not be taken: %s", type(error).__name__)
        finally:
            del self._heard_of[network_id]

    async def _take(self, network_id: int) -> None:
        network = await self._house.networks.get(network_id)
        if network is None or not self._house.serves(network):
            return
        handing = Handing.of(self._house, network)
        taken = await handing.take_all(self._house.clock.now())
        for said in taken.values():
            self._let_in(json.loads(said))
        if taken:
            self._background.keep(handing.forget(taken))

    async def _tidy(self) -> None:
        """Forget what is left, again and again until the process stops."""
        while not self._background.is_closing:
            try:
                await self._forget_left()
            except Exception as error:  # noqa: BLE001 -- it is tried again
                log.warning("what was left could not be forgotten: %s", type(error).__name__)
            await self._background.wait(asyncio.get_running_loop().time() + TIDIED_EVERY)

    async def _forget_left(self) -> None:
        now = self._house.clock.now()
        for network in await self._house.networks.with_ids(await with_left(self._house.database, now)):
            await Handing.of(self._house, network).forget_left(now)
