"""Issues: what gets in the way at a site, or what would help, raised by members and gathered into themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot


async def setup(bot: StaffroomBot) -> None:
    """Wire the feature."""
    from cogs.issues import mine, preparing, raising, receipts, undoing, unnamed, views
    from cogs.issues.cog import IssuesCog

    await bot.add_cog(IssuesCog(bot))
    raised = views.actions | mine.actions | preparing.actions | raising.actions
    bot.add_actions(raised | unnamed.actions | receipts.actions | undoing.actions)
