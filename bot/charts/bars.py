"""Bars beside each other: a row for a thing, a panel for a figure; and the same in words, for whoever can't see it."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_WORDS = 1024  # Discord: the description of an attachment


@dataclass(frozen=True)
class Bar:
    """One figure: how long its bar is (None: not shown, for a reason that is said), and what stands beside it."""

    length: float | None
    said: str


@dataclass(frozen=True)
class Panel:
    """One figure of every row, in the rows' order; panels that count in the same unit are drawn on one scale."""

    title: str
    bars: tuple[Bar, ...]
    unit: str = ""


@dataclass(frozen=True)
class Bars:
    """A whole chart: plain data, ready to be sent to a worker process."""

    title: str
    rows: tuple[str, ...]
    panels: tuple[Panel, ...]

    def __post_init__(self) -> None:
        if any(len(panel.bars) != len(self.rows) for panel in self.panels):
            raise ValueError("every panel needs a bar for each row")


def longest_in(chart: Bars, unit: str) -> float:
    """Return the longest bar of all panels that count in a unit; 1 where none has a length."""
    lengths = (bar.length or 0 for panel in chart.panels if panel.unit == unit for bar in panel.bars)
    return max(lengths, default=0) or 1


def in_words(chart: Bars, longest: int = LONGEST_WORDS) -> str:
    """Return all that a chart shows, row by row, cut after a whole row: at Discord's limit for a description."""
    words = f"{chart.title}."
    for number, row in enumerate(chart.rows):
        figures = ", ".join(f"{panel.title.lower()} {panel.bars[number].said}" for panel in chart.panels)
        line = f" {row}: {figures}."
        if len(words) + len(line) > longest - 1:
            return words + "…"
        words += line
    return words
