"""Taking a person's words off the forum: rows, index, and what the bot posted of them."""

from __future__ import annotations

from datetime import datetime

from bot.database.transaction import Tx
from bot.outbox import Outbox
from cogs.forum.entries import EntryStore
from cogs.forum.model import Entry, Question
from cogs.forum.store import QuestionStore

SHOW = "forum.show"  # the effect: bring a question's post in line with its row
ANSWER = "forum.answer"  # the effect: show an entry in its question's post
WITHDRAW = "forum.withdraw"  # the effect: delete a message of the bot's in a post


def destination_of(question_id: int) -> str:
    """Return where the outbox takes what happens to a question: in order, and holding up nothing else."""
    return f"forum:{question_id}"


async def show_soon(tx: Tx, question_id: int, *, now: datetime) -> None:
    """Owe Discord what a question has become."""
    facts, place = {"question_id": question_id}, destination_of(question_id)
    await Outbox(tx).carry_out(SHOW, facts, destination=place, now=now)


async def answer_soon(tx: Tx, question_id: int, entry_id: int, *, now: datetime) -> None:
    """Owe a question's post an answer, or what closed it."""
    place = destination_of(question_id)
    await Outbox(tx).carry_out(ANSWER, {"entry_id": entry_id}, destination=place, now=now)


async def take_off(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase what a person asked and said; their questions' posts stay, without words, for others' answers."""
    asked = await QuestionStore(tx).of_person(person_id)
    said = await EntryStore(tx).of_person(person_id)
    places = await QuestionStore(tx).some([entry.question_id for entry in said])
    await EntryStore(tx).remove(said)
    await QuestionStore(tx).unname(person_id)
    for entry in said:
        await withdraw(tx, entry, places.get(entry.question_id), now=now)
    for question in asked:
        if question.thread_id is not None and not question.is_by_hand:
            await show_soon(tx, question.id, now=now)


async def withdraw(tx: Tx, entry: Entry, question: Question | None, *, now: datetime) -> None:
    """Owe Discord that a message of the bot's goes; a member's own message stays theirs to delete."""
    if (
        entry.kind == "question"
        or entry.is_by_hand
        or entry.message_id is None
        or question is None
        or question.thread_id is None
    ):
        return
    facts = {"thread_id": question.thread_id, "message_id": entry.message_id}
    await Outbox(tx).carry_out(WITHDRAW, facts, destination=destination_of(question.id), now=now)
