"""What a month's digest tells of a survey that closed in it: ranges of those who agreed, of two questions, once."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from archive.needs.model import Need
from archive.needs.surveys import SurveyStore

if TYPE_CHECKING:
    from bot.database.transaction import Tx
    from config.community import Community

TOLD = ("hard", "learn")
MOST = 5  # topics of a question and a group


async def needs_of(tx: Tx, month: str, community: Community) -> tuple[Need, ...]:
    """Return what policymakers read of a survey that closed in a month (``YYYY-MM``); nothing where none did."""
    closed = [
        each for each in await SurveyStore(tx).closed() if each.closes_at.astimezone(UTC).strftime("%Y-%m") == month
    ]
    return tuple(
        Need(part.group, question, topic, known.label, band)
        for survey in closed[:1]
        for part in (survey.told.parts if survey.told is not None else ())
        for question in TOLD
        for topic, band in list(part.bands(question).items())[:MOST]
        if (known := community.topic(topic)) is not None
    )
