"""What the questions hold about a person, for `cogs.mentoring.privacy`: they go before the pairs they are about."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.database.transaction import Tx
from bot.people.store import PeopleStore
from cogs.mentoring.following import asking
from cogs.mentoring.following.model import Question
from cogs.mentoring.following.store import QuestionStore


async def export_questions(tx: Tx, person_id: int) -> list[dict[str, Any]]:
    """Return what a person was asked and what they said; what their partners said is not theirs to read."""
    names = {person.id: person.name for person in await PeopleStore(tx).people()}
    return [_question(each, names) for each in await QuestionStore(tx).to(person_id)]


async def erase_questions(tx: Tx, person_id: int) -> None:
    """Erase what a person was asked and said, and what their partners were asked about them."""
    await asking.unname(tx, person_id)
    await QuestionStore(tx).drop(person_id)


def _question(question: Question, names: dict[int, str]) -> dict[str, Any]:
    return {
        "with": names.get(question.partner_id, ""),
        "step": question.step,
        "due at": _iso(question.due_at),
        "asked at": _iso(question.asked_at),
        "closed at": _iso(question.closed_at),
        "met": question.met,
        "worth it": question.worth,
        "more help": question.more,
        "again": question.again,
    }


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant is not None else None
