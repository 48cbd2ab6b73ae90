"""Peer meetings that repeat, their rotating hosts, and circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot


async def setup(bot: StaffroomBot) -> None:
    """Wire the feature."""
    from cogs.meetups.circles.views import actions as circling  # noqa: PLC0415 -- as below
    from cogs.meetups.cog import MeetupsCog  # noqa: PLC0415 -- importing the package must not import discord
    from cogs.meetups.views import actions  # noqa: PLC0415 -- the same

    await bot.add_cog(MeetupsCog(bot))
    bot.add_actions(actions | circling)
