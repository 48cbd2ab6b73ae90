"""Privacy: everything that is held about a member, given to them or erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot


async def setup(bot: StaffroomBot) -> None:
    """Wire the feature."""
    from cogs.privacy.cog import PrivacyCog
    from cogs.privacy.views import actions

    await bot.add_cog(PrivacyCog(bot))
    bot.add_actions(actions)
