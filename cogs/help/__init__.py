"""Help: what one can do here, and the inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot


async def setup(bot: StaffroomBot) -> None:
    """Wire the feature into the bot."""
    from cogs.help.cog import HelpCog
    from cogs.help.views import actions

    await bot.add_cog(HelpCog(bot))
    bot.add_actions(actions)
