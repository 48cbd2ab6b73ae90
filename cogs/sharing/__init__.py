"""Sharing: words that a member hands over, anonymized, agreed to and reviewed, before they reach policymakers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot


async def setup(bot: StaffroomBot) -> None:
    """Wire the feature."""
    from cogs.sharing.cog import SharingCog
    from cogs.sharing.views import actions

    await bot.add_cog(SharingCog(bot))
    bot.add_actions(actions)
