"""What a steward decides about what did not go out."""

from __future__ import annotations

from bot.errors import Gone
from bot.outbox.ledger import Ledger
from bot.people.store import PeopleStore
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.setup import undelivered
from config.texts import N_

actions = Actions("setup")

TRIED_AGAIN = N_("{actor} had what did not go out tried again.")
LET_GO = N_("{actor} let go of what did not go out.")


@actions.on("again")
async def try_again(visit: Visit, target: str) -> None:
    """Owe what is stuck again, up to what the card showed."""
    steward, newest = await visit.steward(), _place(target)
    async with visit.network.write() as tx:
        count = await Ledger(tx).try_again(newest, now=visit.now)
        if count:
            await PeopleStore(tx).log_act(steward.id, TRIED_AGAIN, None, visit.now)
    await visit.update(undelivered.tried_again(count, visit.t))


@actions.on("drop")
async def let_go(visit: Visit, target: str) -> None:
    """Give up what is stuck, up to what the card showed."""
    steward, newest = await visit.steward(), _place(target)
    async with visit.network.write() as tx:
        count = await Ledger(tx).let_go(newest)
        if count:
            await PeopleStore(tx).log_act(steward.id, LET_GO, None, visit.now)
    await visit.update(undelivered.let_go(count, visit.t))


def _place(target: str) -> int:
    """Return the place in the order of causes that an address names; raises `Gone` for anything else."""
    if not (target.isascii() and target.isdecimal() and len(target) < 19):
        raise Gone
    return int(target)
