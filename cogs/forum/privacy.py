"""What the forum holds about a person: what they asked, answered or closed (forum_questions, forum_entries)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.database.transaction import Tx
from cogs.forum.entries import EntryStore
from cogs.forum.reading.store import ReaderStore
from cogs.forum.store import QuestionStore
from cogs.forum.taking_back import take_off


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return what a person asked, with drafts, and what they answered, or closed a question with."""
    asked = [
        {
            "asked_at": each.asked_at.isoformat(),
            "state": each.state,
            "topic": each.choices.topic,
            "style": each.choices.style,
            "urgency": each.choices.urgency,
            "title": each.asked.title if each.asked else None,
            "words": each.asked.words if each.asked else None,
            "tried": each.asked.tried if each.asked else None,
        }
        for each in await QuestionStore(tx).of_person(person_id)
    ]
    said = [
        {"kind": each.kind, "words": each.words, "helped": each.helped}
        for each in await EntryStore(tx).of_person(person_id)
        if each.kind != "question"  # the same words as above
    ]
    return {"forum_questions": asked, "forum_entries": said}


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase a person's words here and what the bot posted of them; the answers of others stay, as theirs.

    Reading lists that name one of their questions and nobody has read yet are taken back.
    """
    if await QuestionStore(tx).of_person(person_id):
        await ReaderStore(tx).retract()
    await take_off(tx, person_id, now=now)
