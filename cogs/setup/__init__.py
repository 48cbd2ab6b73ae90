"""Setting a server up, and putting right what drifted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot


async def setup(bot: StaffroomBot) -> None:
    """Add `/setup`."""
    from cogs.setup.cog import SetupCog  # noqa: PLC0415 -- importing the feature must not import discord

    await bot.add_cog(SetupCog(bot))
