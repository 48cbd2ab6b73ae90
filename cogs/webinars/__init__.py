"""Webinars: an event on a theme, made with those who raised it, visible only to its audience."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot


async def setup(bot: StaffroomBot) -> None:
    """Wire the feature."""
    from cogs.webinars.after.views import actions as after
    from cogs.webinars.after.views import keep_command, library_command
    from cogs.webinars.cog import WebinarsCog
    from cogs.webinars.keeping.listeners import WebinarKeeper
    from cogs.webinars.views import actions

    await bot.add_cog(WebinarsCog(bot))
    await bot.add_cog(WebinarKeeper(bot))
    bot.add_actions(actions | after)
    bot.add_to_group("webinar", library_command)
    bot.add_to_group("webinar", keep_command)
