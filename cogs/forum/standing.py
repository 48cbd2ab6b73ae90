"""Questions that stand in the forum, and whose they are: a button's id is a claim."""

from __future__ import annotations

from bot.anonymity.pseudonyms import is_voice
from bot.anonymity.store import ConversationStore, PostStore
from bot.database.transaction import Tx
from bot.errors import Gone
from bot.keys import ConversationKeys
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


async def own_question(tx: Tx, question_id: int, person: Person, keys: ConversationKeys) -> Question:
    """Return a question of one's own; raises `Gone` or `NotYourQuestion`."""
    question = await standing(tx, question_id)
    if not await is_asker(tx, question, person.id, keys):
        raise NotYourQuestion
    return question


async def is_asker(tx: Tx, question: Question, person_id: int, keys: ConversationKeys) -> bool:
    """Say whether somebody asked a question; one without a name only while its conversation's key lives."""
    if question.conversation_id is None:
        return question.person_id == person_id
    conversation = await ConversationStore(tx).get(question.conversation_id)
    first = await PostStore(tx).first_of(question.conversation_id)
    key = keys.get(conversation.key_id) if conversation is not None else None
    return first is not None and is_voice(key, tx.network_id, person_id, first.tag)
