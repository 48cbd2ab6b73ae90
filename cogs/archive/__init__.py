"""The members' archive: finding what colleagues let others find."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot


async def setup(bot: StaffroomBot) -> None:
    """Wire the feature."""
    from cogs.archive import views
    from cogs.archive.cog import ArchiveCog

    await bot.add_cog(ArchiveCog(bot))
    bot.add_actions(views.actions)
