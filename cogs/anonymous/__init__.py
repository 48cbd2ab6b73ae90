"""What anonymous posts have in common, wherever they stand: receipts, reports, mutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot


async def setup(bot: StaffroomBot) -> None:
    """Add `/anonymous` and its buttons."""
    from cogs.anonymous.answering import actions as answering
    from cogs.anonymous.cog import AnonymousCog
    from cogs.anonymous.views import actions

    await bot.add_cog(AnonymousCog(bot))
    bot.add_actions(actions | answering)
