"""The one click that stops the first week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.ui.actions import Actions
from cogs.members.firstweek.render import stopped_card
from cogs.members.firstweek.walking import stop

if TYPE_CHECKING:
    from bot.ui.visit import Visit

actions = Actions("members")


@actions.on("week_stop")
async def stop_week(visit: Visit, _target: str) -> None:
    """Stop one's own first week; nothing begins it again."""
    person = await visit.person()
    async with visit.network.write() as tx:
        await stop(tx, person.id)
    await visit.update(stopped_card(visit.t))
