"""Webinars: an event on a theme, made with those who raised it, visible only to its audience."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot


async def setup(bot: StaffroomBot) -> None:
    """Wire the feature."""
    from cogs.webinars.after.views import actions as after  # noqa: PLC0415 -- as below
    from cogs.webinars.after.views import keep_command, library_command  # noqa: PLC0415 -- as below
    from cogs.webinars.cog import WebinarsCog  # noqa: PLC0415 -- importing the package must not import discord
    from cogs.webinars.keeping.listeners import WebinarKeeper  # noqa: PLC0415 -- the same
    from cogs.webinars.views import actions  # noqa: PLC0415 -- the same

    await bot.add_cog(WebinarsCog(bot))
    await bot.add_cog(WebinarKeeper(bot))
    bot.add_actions(actions | after)
    bot.add_to_group("webinar", library_command)
    bot.add_to_group("webinar", keep_command)
