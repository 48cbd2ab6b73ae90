"""Making what a network needs on its server, and putting it right: one at a time on each server."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from bot.errors import Refusal
from bot.people.stewards import StewardStore
from bot.visibility.admission.access import request_sync_of_everyone
from bot.visibility.admission.spaces import SpaceStore
from bot.visibility.keeping.exposures import request_card, request_look
from bot.visibility.server.language import texts_on
from cogs.setup.apply import Builder, Outcome, Progress
from cogs.setup.needs import named
from cogs.setup.plan import plan
from cogs.setup.render import progress_card
from cogs.setup.wizard.answering import who
from config.texts import N_

if TYPE_CHECKING:
    from datetime import datetime

    import discord

    from bot.database.transaction import Tx
    from bot.ui.visit import Visit
    from cogs.setup.wizard.rules import State

RAN = N_("{actor} ran /setup, which made and put right roles and channels: {about}.")
OWNER_RAN = N_("The server's owner ran /setup, which made and put right roles and channels: {about}.")
SHOW_EVERY = 4  # steps: each sight of the progress is a request, and Discord allows few in a row


@dataclass
class LacksPermissions(Refusal):
    """The bot may not do on this server what it needs to."""

    names: str
    says: ClassVar[str] = N_(
        "I still need these permissions here: {names}. Give them to my role under Server Settings, Roles, "
        "then run /setup again; nothing was changed."
    )


@dataclass
class AlreadyRunning(Refusal):
    """Somebody else is setting this server up at this moment."""

    says: ClassVar[str] = N_("Somebody is running /setup here right now. Wait a minute, then look again.")


class Builds:
    """A lock for each server: two at once would make things twice."""

    def __init__(self) -> None:
        self._running: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def build(self, visit: Visit, guild: discord.Guild, state: State) -> Outcome:
        """Make what is missing and put right what drifted, showing the progress; log it, whatever Discord refuses.

        Raises `AlreadyRunning`, `LacksPermissions` and what `Builder` raises.
        """
        running = self._running[guild.id]
        if running.locked():
            raise AlreadyRunning
        async with running:
            if state.missing:
                raise LacksPermissions(named(state.missing, visit.t))
            await visit.take_note()
            builder = Builder(visit.network, guild, _shown(visit), visit.now)
            try:
                outcome = await builder.apply(plan(visit.network.community, texts_on(guild)))
            finally:  # what was made before Discord refused the rest is made
                await _log(visit, builder.outcome)
            async with visit.network.write() as tx:
                await follow_up(tx, visit.now)
            return outcome


async def follow_up(tx: Tx, now: datetime) -> None:
    """Ask for everyone's roles and for the cards that stand in the spaces."""
    await request_sync_of_everyone(tx, now=now)
    await request_look(tx, now=now)
    await request_cards(tx, now)


async def request_cards(tx: Tx, now: datetime) -> None:
    """Ask for the cards that stand in the spaces to be brought up to date."""
    for space in await SpaceStore(tx).all():
        await request_card(tx, space.channel_id, now=now)


async def _log(visit: Visit, outcome: Outcome) -> None:
    """Write into the stewards' log what was made and put right, by whom; nothing is no act."""
    if not outcome.made and not outcome.repaired:
        return
    about = f"{len(outcome.made)} + {len(outcome.repaired)}"
    async with visit.network.write() as tx:
        by = await who(tx, visit)
        await StewardStore(tx).log(by, RAN if by is not None else OWNER_RAN, about, visit.now)


def _shown(visit: Visit) -> Progress:
    """Return what shows the progress in the card whose button was pressed."""

    async def show(done: int, steps: int, name: str) -> None:
        if done % SHOW_EVERY == 0:
            await visit.update(progress_card(done, steps, name, visit.t))

    return show
