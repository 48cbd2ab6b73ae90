"""Mentoring: asking, offering, rounds, and the threads of pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot


async def setup(bot: StaffroomBot) -> None:
    """Wire the feature into the bot."""
    from cogs.mentoring.browse.answering import actions as answering  # noqa: PLC0415 -- as below
    from cogs.mentoring.browse.views import actions as browsing  # noqa: PLC0415 -- as below
    from cogs.mentoring.cog import MentoringCog  # noqa: PLC0415 -- the rules and the CLI must not load discord
    from cogs.mentoring.holding_views import actions as holding  # noqa: PLC0415 -- as above
    from cogs.mentoring.views import actions as asking  # noqa: PLC0415 -- as above

    await bot.add_cog(MentoringCog(bot))
    bot.add_actions(asking | holding | browsing | answering)
