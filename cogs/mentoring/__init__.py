"""Mentoring: asking, offering, rounds, and the threads of pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot


async def setup(bot: StaffroomBot) -> None:
    """Wire the feature into the bot."""
    from cogs.mentoring.browse.answering import actions as answering
    from cogs.mentoring.browse.views import actions as browsing
    from cogs.mentoring.cog import MentoringCog
    from cogs.mentoring.following.views import actions as following
    from cogs.mentoring.holding.views import actions as holding
    from cogs.mentoring.views import actions as asking

    await bot.add_cog(MentoringCog(bot))
    bot.add_actions(asking | holding | browsing | answering | following)
