"""The shape of a survey's report in words and charts: what its PDF is made from. Everything in it is shown as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.charts.bars import Bars


@dataclass(frozen=True)
class Block:
    """One question: its chart, which is missing where nothing is shown, and what is said beside it."""

    heading: str
    chart: Bars | None
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """Questions that belong together."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Sheet:
    """A whole report, in reading order."""

    language: str
    subject: str
    kicker: str
    title: str
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    how: str
    points: tuple[str, ...]

    def sentences(self) -> Iterator[str]:
        """Return everything a reader reads beside the charts, in order."""
        yield from (self.kicker, self.title, *self.opening)
        for section in self.sections:
            yield section.heading
            for block in section.blocks:
                yield from (block.heading, *block.lines)
        yield from (self.how, *self.points)
