"""The members' archive: finding what colleagues let others find."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot


async def setup(bot: StaffroomBot) -> None:
    """Wire the feature."""
    from cogs.archive import views  # noqa: PLC0415 -- importing the package must not import discord
    from cogs.archive.cog import ArchiveCog  # noqa: PLC0415 -- the same

    await bot.add_cog(ArchiveCog(bot))
    bot.add_actions(views.actions)
