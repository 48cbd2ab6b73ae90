"""One's own calendar: what is ahead, and a private link that calendar programs follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot


async def setup(bot: StaffroomBot) -> None:
    """Wire the feature."""
    from cogs.calendar.cog import CalendarCog
    from cogs.calendar.views import actions

    await bot.add_cog(CalendarCog(bot))
    bot.add_actions(actions)
