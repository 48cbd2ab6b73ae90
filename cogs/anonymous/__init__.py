"""What anonymous posts have in common, wherever they stand: receipts, reports, mutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot


async def setup(bot: StaffroomBot) -> None:
    """Add `/anonymous` and its buttons."""
    from cogs.anonymous.answering import actions as answering  # noqa: PLC0415 -- importing the feature must not import discord
    from cogs.anonymous.cog import AnonymousCog  # noqa: PLC0415 -- the same
    from cogs.anonymous.views import actions  # noqa: PLC0415 -- the same

    await bot.add_cog(AnonymousCog(bot))
    bot.add_actions(actions | answering)
