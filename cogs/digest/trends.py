"""/digest trends: what the editions told over the months, as a picture and as a list."""

from __future__ import annotations

import discord
from discord import app_commands

from archive.digest.desk import told_before
from archive.digest.months import month_name, short_month
from archive.digest.over_months import NOTHING, line_name
from archive.digest.trends import Trends, shade_of, trends_of
from bot.cards import Card
from bot.charts.strips import Cell, Strips
from bot.ui.bot import StaffroomBot
from bot.ui.charts import strips_file
from bot.ui.visit import Visit
from config.texts import N_, Texts


def register(group: app_commands.Group) -> None:
    """Add the command to the group ``/digest``: made anew for each client, which owns it from then on."""

    @group.command(name="trends", description=N_("See which themes come back, edition after edition."))
    async def trends(interaction: discord.Interaction[StaffroomBot]) -> None:
        await show_trends(await Visit.of(interaction))


async def show_trends(visit: Visit) -> None:
    """Show a member what the sent editions tell as they stand now: every range in it was published."""
    await visit.person()
    await visit.wait()
    async with visit.network.read() as tx:
        found = trends_of(await told_before(visit.house, visit.network, tx))
    card, chart = trends_card(visit.t, found), chart_of(visit.t, found)
    files = [await strips_file(visit.house.workers, chart, "digest-trends.png")] if chart is not None else []
    await visit.reply(card, files=files)


def trends_card(t: Texts, found: Trends) -> Card:
    """Return a line for each theme with the months that told of it; what comes first, where there is none yet."""
    title = t("What comes back, edition after edition")
    if not found.lines:
        text = t(
            "A theme appears here once two digests have told of it. What you would like in the next one goes in with "
            "/share new."
        )
        return Card(title=title, text=text)
    lines = []
    for line in found.lines:
        told = [(month, band) for month, band in zip(found.months, line.bands, strict=True) if band is not None]
        said = " · ".join(f"{short_month(month, t.language)} {band}" for month, band in told)
        lines.append(f"**{line_name(line, t)}**: {said}")
    return Card(title=title, text="\n".join(lines), footer=_key(t))


def chart_of(t: Texts, found: Trends) -> Strips | None:
    """Return the same as a picture; None where there is nothing to draw."""
    if not found.lines:
        return None
    rows = tuple(
        (line_name(line, t), tuple(Cell(str(band) if band else NOTHING, shade_of(band)) for band in line.bands))
        for line in found.lines
    )
    first, last = (month_name(month, t.language) for month in (found.months[0], found.months[-1]))
    title = t("What comes back, from {first} to {last}", first=first, last=last)
    return Strips(title, tuple(short_month(month, t.language) for month in found.months), rows, _key(t))


def _key(t: Texts) -> str:
    return t(
        "People, in the ranges that the digests published. Where there is none, nothing was published then; that "
        "doesn't say whether anybody raised it."
    )
