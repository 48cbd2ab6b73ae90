"""Themes over the last editions, as a part of an edition: a table that is the chart."""

from __future__ import annotations

from collections.abc import Iterator

from archive.digest.model import Edition
from archive.digest.months import month_name, short_month
from archive.digest.trends import Line, shade_of, trends_of, with_own
from archive.digest.words import Cell, Part, Strip
from archive.suppression.rules import Band
from config.texts import Texts

COLUMNS = 6  # half a year: each range can be read at 320 px, which twelve could not
NOTHING = "\N{EN DASH}"


def over_months(edition: Edition, t: Texts) -> Iterator[Part]:
    """Yield the part, where a theme was told of in two of the last editions; else nothing."""
    found = trends_of(with_own(edition), COLUMNS)
    if not found.lines:
        return
    lead = t(
        "How many people raised it, from {first} to {last}. A dash means that nothing was published then; it doesn't "
        "say whether anybody raised it. Where several areas did, the highest range stands for them.",
        first=month_name(found.months[0], t.language),
        last=month_name(found.months[-1], t.language),
    )
    strips = tuple(Strip(line_name(line, t), tuple(_cell(band, t) for band in line.bands)) for line in found.lines)
    columns = tuple(short_month(month, t.language) for month in found.months)
    yield Part("months", t("Over the months"), lead, columns=columns, strips=strips)


def line_name(line: Line, t: Texts) -> str:
    """Return what a line is about: the topic, and whether it is what gets in the way or what would help."""
    kind = t("Gets in the way") if line.kind == "concern" else t("Would help")
    return f"{t.named(line.label)} \N{MIDDLE DOT} {kind}"


def _cell(band: Band | None, t: Texts) -> Cell:
    if band is None:
        return Cell(NOTHING, 0, t("not published"))
    return Cell(str(band), shade_of(band), t("{band} people", band=band))
