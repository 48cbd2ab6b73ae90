"""What the survey holds about a person: that they want no reminder (survey_stops).

While a survey is open, their answers too, which nothing but its key connects with them (survey_answers). Once it has
closed, nothing that is stored is about anybody.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from archive.needs.envelopes import EnvelopeStore
from archive.needs.surveys import SurveyStore
from bot.database.transaction import Tx
from cogs.survey.store import StopStore


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return whether a person wants no reminder, and their answers while a survey is open; no others can be found."""
    survey = await SurveyStore(tx).the_open()
    answer = await EnvelopeStore(tx).of(survey, person_id) if survey is not None else None
    said = {"chosen": dict(answer.chosen), "policymakers_may_read_ranges": answer.may_be_told} if answer else None
    return {
        "survey_stops": [{"reminded": False}] if person_id in await StopStore(tx).all() else [],
        "survey_answers": [said] if said is not None else [],
    }


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase that a person wants no reminder, and their answers to the survey that is open."""
    await StopStore(tx).set_stopped(person_id, is_stopped=False)
    survey = await SurveyStore(tx).the_open()
    if survey is not None:
        await EnvelopeStore(tx).take_back(survey, person_id)
