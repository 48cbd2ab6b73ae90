"""A chart as a file of a reply: drawn in the worker process, described in words for whoever can't see it."""

from __future__ import annotations

from io import BytesIO

import discord

from bot.charts.bars import Bars, in_words
from bot.charts.drawing import png_of
from bot.charts.shading import shaded_png_of
from bot.charts.strips import Strips, strips_in_words
from bot.workers import Workers


async def chart_file(workers: Workers, chart: Bars, name: str) -> discord.File:
    """Return a chart as a PNG whose description says all that it shows."""
    png = await workers.run(png_of, chart)
    return discord.File(BytesIO(png), name, description=in_words(chart))


async def strips_file(workers: Workers, chart: Strips, name: str) -> discord.File:
    """Return strips as a PNG whose description says all that they show."""
    png = await workers.run(shaded_png_of, chart)
    return discord.File(BytesIO(png), name, description=strips_in_words(chart))
