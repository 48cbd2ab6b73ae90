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
    from cogs.forum.introducing.views import actions as introducing  # noqa: PLC0415 -- the same
    from cogs.forum.looking import actions as looking  # noqa: PLC0415 -- the same
    from cogs.forum.prompting.telling import actions as telling  # noqa: PLC0415 -- the same
    from cogs.forum.prompting.views import actions as prompting  # noqa: PLC0415 -- the same
    from cogs.forum.reaching.views import actions as reaching  # noqa: PLC0415 -- the same
    from cogs.forum.reading.views import actions as reading  # noqa: PLC0415 -- the same
    from cogs.forum.reflecting.views import actions as reflecting  # noqa: PLC0415 -- the same
    from cogs.forum.styles.views import actions as styles  # noqa: PLC0415 -- the same
    from cogs.forum.unnamed.views import actions as unnamed  # noqa: PLC0415 -- the same
    from cogs.forum.views import actions as asking  # noqa: PLC0415 -- the same

    await bot.add_cog(ForumCog(bot))
    questions = asking | answering | helping | closing | by_hand | reaching | unnamed | looking
    bot.add_actions(questions | styles | prompting | telling | reflecting | reading | introducing)
