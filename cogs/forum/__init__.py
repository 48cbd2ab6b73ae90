"""The principals' forum: questions, what helped, and finding both again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot


async def setup(bot: StaffroomBot) -> None:
    """Wire the feature."""
    from cogs.forum.answering import actions as answering  # noqa: PLC0415 -- importing the package must not import discord
    from cogs.forum.by_hand import actions as by_hand  # noqa: PLC0415 -- the same
    from cogs.forum.closing import actions as closing  # noqa: PLC0415 -- the same
    from cogs.forum.cog import ForumCog  # noqa: PLC0415 -- the same
    from cogs.forum.helping import actions as helping  # noqa: PLC0415 -- the same
    from cogs.forum.reaching.views import actions as reaching  # noqa: PLC0415 -- the same
    from cogs.forum.unnamed.views import actions as unnamed  # noqa: PLC0415 -- the same
    from cogs.forum.views import actions as asking  # noqa: PLC0415 -- the same

    await bot.add_cog(ForumCog(bot))
    bot.add_actions(asking | answering | helping | closing | by_hand | reaching | unnamed)
