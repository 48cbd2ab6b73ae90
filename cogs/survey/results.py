"""What a survey found: a card with the most, a chart, and the whole report as a PDF."""

from __future__ import annotations

from io import BytesIO

import discord

from archive.needs.page import sheet
from archive.needs.questions import QUESTIONS
from archive.needs.render_pdf import render_pdf
from archive.needs.surveys import Survey, SurveyStore
from bot.ui.actions import Actions
from bot.ui.charts import chart_file
from bot.ui.visit import Visit
from cogs.survey.result_cards import results_card
from cogs.survey.rules import Filling, NoResults

actions = Actions("survey")
DRAWN = "learn"  # the chart beside the card; the report has all of them


async def show_results(visit: Visit, survey_id: int | None = None) -> None:
    """Show the last survey's results, or those of one that is named; raises `NotAMember` or `NoResults`."""
    await visit.person()
    async with visit.network.read() as tx:
        closed = await SurveyStore(tx).closed()
    place = next((n for n, each in enumerate(closed) if survey_id in (None, each.id)), None)
    if place is None:
        raise NoResults
    await visit.wait()
    survey, before = closed[place], _before(closed, place)
    card = results_card(visit.t, survey, before, closed, visit.network.community)
    files = await _files(visit, survey, before) if survey.found is not None and survey.found.parts else []
    await visit.reply(card, files=files)


@actions.on("results")
async def results(visit: Visit, target: str) -> None:
    """Show the results of the survey that was chosen."""
    chosen = visit.values[0] if visit.values else target
    await show_results(visit, Filling.read(f"{chosen}.0.").survey_id)


def _before(closed: list[Survey], place: int) -> Survey | None:
    """Return the survey before, the last that found something."""
    return next((each for each in closed[place + 1 :] if each.found is not None and each.found.parts), None)


async def _files(visit: Visit, survey: Survey, before: Survey | None) -> list[discord.File]:
    page = sheet(visit.network.name, survey, before, visit.network.community, visit.t)
    pdf = await visit.house.workers.run(render_pdf, page, survey.closes_at)
    stem = f"staffroom-survey-{survey.closes_at:%Y-%m}"
    files = [discord.File(BytesIO(pdf), f"{stem}.pdf")]
    drawn = next(visit.t(asked.text) for asked in QUESTIONS if asked.key == DRAWN)
    charts = [block.chart for section in page.sections for block in section.blocks if block.heading == drawn]
    return files + [await chart_file(visit.house.workers, chart, f"{stem}.png") for chart in charts if chart]
