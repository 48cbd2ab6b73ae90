"""The digest: built each month, approved, seen by members first, sent to policymakers, and answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot


async def setup(bot: StaffroomBot) -> None:
    """Wire the feature."""
    from cogs.digest import approving, responding, titles, trends, views
    from cogs.digest.cog import DigestCog
    from cogs.digest.recipients import listing
    from cogs.digest.review import again, deciding

    cog = DigestCog(bot)
    if cog.app_command is not None:
        responding.register(cog.app_command)
        trends.register(cog.app_command)
        deciding.register(cog.app_command)
    await bot.add_cog(cog)
    decisions = approving.actions | titles.actions | deciding.actions | again.actions
    bot.add_actions(views.actions | responding.actions | listing.actions | decisions)
