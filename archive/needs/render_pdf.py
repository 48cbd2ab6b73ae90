"""A survey's report as a tagged PDF with charts. Heavy: run it in the worker process."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from archive.needs.words import Block, Sheet
from archive.printing.typesetting import typeset
from bot.charts.bars import in_words
from bot.charts.drawing import svg_of

TEMPLATE = Path(__file__).with_name("templates") / "survey.typ"
LONGEST_ALTERNATIVE = 20_000  # PDF sets no limit; every row of a chart is said


def render_pdf(sheet: Sheet, made_at: datetime, paper: str = "us-letter") -> bytes:
    """Return the report as PDF/UA-1: tagged, with title, language, and each chart's figures as its alternative text."""
    charts = [[_chart(block) for block in section.blocks] for section in sheet.sections]
    return typeset(TEMPLATE, {**asdict(sheet), "charts": charts, "paper": paper}, made_at)


def _chart(block: Block) -> dict[str, str] | None:
    if block.chart is None:
        return None
    return {"svg": svg_of(block.chart), "alt": in_words(block.chart, LONGEST_ALTERNATIVE)}
