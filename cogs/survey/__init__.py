"""Survey: what members need, asked twice a year without names, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot


async def setup(bot: StaffroomBot) -> None:
    """Wire the feature."""
    from cogs.survey.cog import SurveyCog
    from cogs.survey.opening_views import actions as opening
    from cogs.survey.results import actions as results
    from cogs.survey.views import actions as answering

    await bot.add_cog(SurveyCog(bot))
    bot.add_actions(answering | opening | results)
