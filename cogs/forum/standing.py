"""Questions that stand in the forum, and whose they are: a button's id is a claim."""

from __future__ import annotations

from bot.database.transaction import Tx
from bot.errors import Gone
from bot.people.model import Person
from cogs.forum.model import STANDING, Question
from cogs.forum.rules import NotYourQuestion
from cogs.forum.store import QuestionStore


async def standing(tx: Tx, question_id: int) -> Question:
    """Return a question that stands in the forum; raises `Gone`."""
    question = await QuestionStore(tx).get(question_id)
    if question is None or question.state not in STANDING:
        raise Gone
    return question


async def own_question(tx: Tx, question_id: int, person: Person) -> Question:
    """Return a question of one's own; raises `Gone` or `NotYourQuestion`."""
    question = await standing(tx, question_id)
    if question.person_id != person.id:
        raise NotYourQuestion
    return question
