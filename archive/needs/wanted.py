"""What the last survey says many want: for whoever plans a webinar or offers to mentor."""

from __future__ import annotations

from archive.needs.model import Report
from archive.needs.surveys import SurveyStore
from bot.database.transaction import Tx

LEARN = "learn"
MOST = 3


def most_wanted(report: Report, most: int = MOST) -> tuple[str, ...]:
    """Return the topics that most want to learn, by the best range in any part; none for too few. Pure."""
    best: dict[str, int] = {}
    for part in report.parts:
        for topic, band in part.bands(LEARN).items():
            best[topic] = max(best.get(topic, 0), band.least)
    return tuple(sorted(best, key=lambda topic: -best[topic])[:most])


async def wanted_topics(tx: Tx, most: int = MOST) -> tuple[str, ...]:
    """Return the topics that members most want to learn, by the last survey that closed."""
    last = await SurveyStore(tx).last_closed()
    return most_wanted(last.found, most) if last is not None and last.found is not None else ()
