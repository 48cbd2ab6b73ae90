"""Peer meetings that repeat, their rotating hosts, and circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot


async def setup(bot: StaffroomBot) -> None:
    """Wire the feature."""
    from cogs.meetups.circles.views import actions as circling
    from cogs.meetups.cog import MeetupsCog
    from cogs.meetups.views import actions

    await bot.add_cog(MeetupsCog(bot))
    bot.add_actions(actions | circling)
