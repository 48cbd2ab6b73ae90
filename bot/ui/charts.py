"""A chart as a file of a reply: drawn in the worker process, described in words for whoever can't see it."""

from __future__ import annotations

from io import BytesIO

import discord

from bot.charts.bars import Bars, in_words
from bot.charts.drawing import png_of
from bot.workers import Workers


async def chart_file(workers: Workers, chart: Bars, name: str) -> discord.File:
    """Return a chart as a PNG whose description says all that it shows."""
    png = await workers.run(png_of, chart)
    return discord.File(BytesIO(png), name, description=in_words(chart))
