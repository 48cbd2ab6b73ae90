"""What the digest's buttons do: the same as its commands."""

from __future__ import annotations

from archive.digest.months import checked_month
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.digest.cog import approve_and_show, show_files

actions = Actions("digest")


@actions.on("preview")
async def preview(visit: Visit, target: str) -> None:
    """Show the edition of a month."""
    await show_files(visit, checked_month(target))


@actions.on("approve")
async def approve(visit: Visit, target: str) -> None:
    """Approve the edition of a month."""
    await approve_and_show(visit, checked_month(target))
