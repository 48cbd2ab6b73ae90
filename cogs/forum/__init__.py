"""The principals' forum: questions, what helped, and finding both again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot


async def setup(bot: StaffroomBot) -> None:
    """Wire the feature."""
    from cogs.forum.answering import actions as answering
    from cogs.forum.asking.views import actions as asking
    from cogs.forum.by_hand import actions as by_hand
    from cogs.forum.closing import actions as closing
    from cogs.forum.cog import ForumCog
    from cogs.forum.finding.views import actions as looking
    from cogs.forum.helping import actions as helping
    from cogs.forum.introducing.views import actions as introducing
    from cogs.forum.prompting.telling import actions as telling
    from cogs.forum.prompting.views import actions as prompting
    from cogs.forum.reaching.views import actions as reaching
    from cogs.forum.reading.views import actions as reading
    from cogs.forum.reflecting.views import actions as reflecting
    from cogs.forum.styles.views import actions as styles
    from cogs.forum.unnamed.views import actions as unnamed

    await bot.add_cog(ForumCog(bot))
    questions = asking | answering | helping | closing | by_hand | reaching | unnamed | looking
    bot.add_actions(questions | styles | prompting | telling | reflecting | reading | introducing)
