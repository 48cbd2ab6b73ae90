"""Rooms without supervisors: who can read them, and keeping it so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot


async def setup(bot: StaffroomBot) -> None:
    """Add `/room`, its buttons, and the listeners that put back what is changed by hand."""
    from cogs.rooms.cog import RoomCog, flags_command  # noqa: PLC0415 -- importing the feature must not import discord
    from cogs.rooms.readers.listeners import UpkeepCog  # noqa: PLC0415 -- the same
    from cogs.rooms.views import actions  # noqa: PLC0415 -- the same

    await bot.add_cog(RoomCog(bot))
    await bot.add_cog(UpkeepCog(bot))
    bot.add_actions(actions)
    bot.add_to_group("steward", flags_command)
