"""Rooms without supervisors: who can read them, and keeping it so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot


async def setup(bot: StaffroomBot) -> None:
    """Add `/room`, its buttons, and the listeners that put back what is changed by hand."""
    from cogs.rooms.cog import RoomCog, flags_command
    from cogs.rooms.readers.listening.listeners import UpkeepCog
    from cogs.rooms.views import actions

    await bot.add_cog(RoomCog(bot))
    await bot.add_cog(UpkeepCog(bot))
    bot.add_actions(actions)
    bot.add_to_group("steward", flags_command)
