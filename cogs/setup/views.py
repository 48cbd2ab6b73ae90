"""What a steward decides about what did not go out."""

from __future__ import annotations

from archive.bounces.addressees import addressees
from bot.errors import Gone
from bot.outbox.ledger import Ledger
from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.setup import undelivered
from cogs.setup.one_by_one import one_card
from config.texts import N_

actions = Actions("setup")

TRIED_AGAIN = N_("{actor} had what did not go out tried again.")
LET_GO = N_("{actor} let go of what did not go out.")
ONE_TRIED_AGAIN = N_("{actor} had one thing that did not go out sent again.")
ONE_LET_GO = N_("{actor} let go of one thing that did not go out.")


@actions.on("again")
async def try_again(visit: Visit, target: str) -> None:
    """Owe what is stuck again, up to what the card showed."""
    steward, newest = await visit.steward(), _place(target)
    async with visit.network.write() as tx:
        count = await Ledger(tx).try_again(newest, now=visit.now)
        if count:
            await StewardStore(tx).log(steward.id, TRIED_AGAIN, None, visit.now)
    await visit.update(undelivered.tried_again(count, visit.t))


@actions.on("drop")
async def let_go(visit: Visit, target: str) -> None:
    """Give up what is stuck, up to what the card showed."""
    steward, newest = await visit.steward(), _place(target)
    async with visit.network.write() as tx:
        count = await Ledger(tx).let_go(newest)
        if count:
            await StewardStore(tx).log(steward.id, LET_GO, None, visit.now)
    await visit.update(undelivered.let_go(count, visit.t))


@actions.on("each")
async def show_one(visit: Visit, target: str) -> None:
    """Show the first that waits for a decision, from a place on."""
    await visit.steward()
    await _show(visit, _place(target))


@actions.on("again_one")
async def try_one_again(visit: Visit, target: str) -> None:
    """Owe one again, and show the next."""
    steward, place = await visit.steward(), _place(target)
    async with visit.network.write() as tx:
        if await Ledger(tx).try_again(place, oldest=place, now=visit.now):
            await StewardStore(tx).log(steward.id, ONE_TRIED_AGAIN, None, visit.now)
    await _show(visit, place + 1)


@actions.on("drop_one")
async def let_one_go(visit: Visit, target: str) -> None:
    """Give one up, and show the next."""
    steward, place = await visit.steward(), _place(target)
    async with visit.network.write() as tx:
        if await Ledger(tx).let_go(place, oldest=place):
            await StewardStore(tx).log(steward.id, ONE_LET_GO, None, visit.now)
    await _show(visit, place + 1)


async def _show(visit: Visit, place: int) -> None:
    async with visit.network.read() as tx:
        one, left = await Ledger(tx).ended_from(place)
        names = dict(await addressees(tx, visit.t)) if one is not None else {}
        if one is not None and one.destination.startswith("person:"):
            person = await PeopleStore(tx).person(int(one.destination.partition(":")[2]))
            names[one.destination] = person.name if person is not None else ""
    await visit.update(one_card(one, left, names, visit.t))


def _place(target: str) -> int:
    """Return the place in the order of causes that an address names; raises `Gone` for anything else."""
    if not (target.isascii() and target.isdecimal() and len(target) < 19):
        raise Gone
    return int(target)
