"""The principals' forum: setup makes it and its tags; what happens in it, Discord does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot


async def setup(bot: StaffroomBot) -> None:
    """Add nothing: the forum has no commands of its own."""
