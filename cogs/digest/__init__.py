"""The digest: built each month, approved, seen by members first, sent to policymakers, and answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot


async def setup(bot: StaffroomBot) -> None:
    """Wire the feature."""
    from cogs.digest.cog import DigestCog  # noqa: PLC0415 -- importing the package must not import discord
    from cogs.digest.views import actions  # noqa: PLC0415 -- the same

    await bot.add_cog(DigestCog(bot))
    bot.add_actions(actions)
