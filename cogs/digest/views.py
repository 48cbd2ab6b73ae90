"""What the button of an edition does: the same as the command."""

from __future__ import annotations

from archive.digest.months import checked_month
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.digest.cog import show_files

actions = Actions("digest")


@actions.on("preview")
async def preview(visit: Visit, target: str) -> None:
    """Show the edition of a month."""
    await show_files(visit, checked_month(target))
