"""What the last survey says of many: for whoever plans a webinar, offers to mentor, or looks at what sites raised."""

from __future__ import annotations

from archive.needs.model import Report
from archive.needs.surveys import SurveyStore
from archive.suppression.rules import Band
from bot.database.transaction import Tx

LEARN, HARD = "learn", "hard"
MOST = 3


def most_chosen(report: Report, question: str, most: int = MOST) -> tuple[tuple[str, Band], ...]:
    """Return the topics chosen most, each with its best published range in any part; none for too few. Pure."""
    best: dict[str, Band] = {}
    for part in report.parts:
        for topic, band in part.bands(question).items():
            if topic not in best or best[topic].least < band.least:
                best[topic] = band
    return tuple(sorted(best.items(), key=lambda each: -each[1].least)[:most])


async def wanted_topics(tx: Tx, most: int = MOST) -> tuple[str, ...]:
    """Return the topics that members most want to learn, by the last survey that closed."""
    return tuple(topic for topic, _ in await _last(tx, LEARN, most))


async def hard_topics(tx: Tx, most: int = MOST) -> tuple[tuple[str, Band], ...]:
    """Return what members most often say is hard, with its range, by the last survey that closed."""
    return await _last(tx, HARD, most)


async def _last(tx: Tx, question: str, most: int) -> tuple[tuple[str, Band], ...]:
    last = await SurveyStore(tx).last_closed()
    return most_chosen(last.found, question, most) if last is not None and last.found is not None else ()
