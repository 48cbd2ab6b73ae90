"""How stewards take back what a night's grouping did to themes: look, read what would go back, undo. It is logged."""

from __future__ import annotations

from archive.issues.changes import ChangeStore, KeptChange
from archive.issues.undoing import Undoable, undo_change, undoable
from bot.database.ids import read_id
from bot.database.transaction import Tx
from bot.errors import Gone
from bot.people.stewards import StewardStore
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.issues import undoing_cards
from cogs.issues.views import chosen
from config.texts import N_

MOST = 20
ACTS = {
    "merged": N_("{actor} took two themes apart again that had become one (issues: {about})."),
    "split": N_("{actor} brought a theme together again that had been split (issues: {about})."),
}

actions = Actions("issues")


async def show_changes(visit: Visit) -> None:
    """Show what groupings did to themes lately; raises `NotAllowed`."""
    steward = await visit.steward()
    async with visit.network.read() as tx:
        found = await undoable(tx, steward.id, most=MOST)
    await visit.reply(undoing_cards.changes_card(visit.t, found))


@actions.on("change")
async def preview(visit: Visit, _target: str) -> None:
    """Show what would go back if the chosen change were undone."""
    steward = await visit.steward()
    async with visit.network.read() as tx:
        found = await _one(tx, steward.id, chosen(visit))
    await visit.reply(undoing_cards.preview_card(visit.t, found))


@actions.on("undo")
async def undo(visit: Visit, target: str) -> None:
    """Put the issues of a change back where they were. Raises `NotAllowed`, `Gone` or `UndoneBefore`."""
    steward = await visit.steward()
    async with visit.network.write() as tx:
        change = await _kept(tx, read_id(target))
        count = await undo_change(tx, change.id, now=visit.now)
        await StewardStore(tx).log(steward.id, ACTS[change.kind], str(count), visit.now)
    await visit.update(undoing_cards.undone(visit.t, count))


async def _kept(tx: Tx, change_id: int) -> KeptChange:
    """Return a merger or a split; raises `Gone` for anything else."""
    for change in await ChangeStore(tx).all():
        if change.id == change_id and change.kind in ACTS:
            return change
    raise Gone


async def _one(tx: Tx, reader_id: int, written: str) -> Undoable:
    change_id = read_id(written)
    for each in await undoable(tx, reader_id, most=MOST):
        if each.change.id == change_id:
            return each
    raise Gone
