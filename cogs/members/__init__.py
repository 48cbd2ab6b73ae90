"""Members: how somebody on the roster comes in, and who the stewards are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot


async def setup(bot: StaffroomBot) -> None:
    """Wire the feature."""
    from cogs.members.cog import MembersCog, StewardCog
    from cogs.members.firstweek import views as firstweek
    from cogs.members.views import actions

    await bot.add_cog(MembersCog(bot))
    await bot.add_cog(StewardCog(bot))
    bot.add_actions(actions | firstweek.actions)
