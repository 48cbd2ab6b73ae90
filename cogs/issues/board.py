"""The themes by rank, with a chart and the same in words."""

from __future__ import annotations

from archive.issues.readers import themes_for
from archive.needs.wanted import hard_topics
from bot.ui.charts import chart_file
from bot.ui.visit import Visit
from cogs.issues import render


async def show_board(visit: Visit) -> None:
    """Show what sites struggle with most, and draw those themes that enough people stand behind."""
    person, community = await visit.person(), visit.network.community
    rule = community.publication
    async with visit.network.read() as tx:
        ranked, surveyed = await themes_for(tx, person.id), await hard_topics(tx)
    hard = [(topic.label, band) for key, band in surveyed if (topic := community.topic(key)) is not None]
    chart = render.board_chart(visit.t, ranked, rule)
    files = []
    if chart is not None:
        await visit.wait()  # drawing takes longer than a click may
        files.append(await chart_file(visit.house.workers, chart, "themes.png"))
    await visit.reply(render.board(visit.t, ranked, rule, hard), files=files)
