"""Buttons of a flag: saying it, and settling it. Each click is answered for whoever clicks, as things stand."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.database.transaction import Tx
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.rooms.flags import flagging, settling
from cogs.rooms.flags.render import never_mind_card, settled_text

actions = Actions("rooms")


@actions.on("flag")
async def say_so(visit: Visit, target: str) -> None:
    """Tell a steward that somebody supervises the visitor."""
    await flagging.confirm(visit, target)


@actions.on("unflag")
async def never_mind(visit: Visit, _target: str) -> None:
    """Leave it."""
    await visit.update(never_mind_card(visit.t))


@actions.on("flag_look")
async def look(visit: Visit, target: str) -> None:
    """Show a flag to whoever may settle it."""
    await visit.reply(await settling.show(visit, target))


@actions.on("flag_true")
async def is_true(visit: Visit, target: str) -> None:
    """Record the supervision."""
    await _settle(visit, target, settling.settle_as_true, "true")


@actions.on("flag_mistake")
async def is_mistake(visit: Visit, target: str) -> None:
    """Lift the pause."""
    await _settle(visit, target, settling.settle_as_mistake, "mistaken")


@actions.on("flag_keep")
async def keep(visit: Visit, target: str) -> None:
    """Keep the pause."""
    await _settle(visit, target, settling.keep_paused, "kept")


async def show_flags(visit: Visit) -> None:
    """Show what waits for the visitor to settle; raises `NotAllowed`."""
    async with visit.network.read() as tx:
        card = await settling.next_card(tx, visit)
    await visit.reply(card)


async def _settle(visit: Visit, target: str, settle: Callable[[Tx, Visit, str], Awaitable[None]], state: str) -> None:
    async with visit.network.write() as tx:
        await settle(tx, visit, target)
    await visit.reply(settled_text(state, visit.t))
