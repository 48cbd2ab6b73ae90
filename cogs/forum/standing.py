"""Questions that stand in the forum, and whose they are: a button's id is a claim."""

from __future__ import annotations

from bot.anonymity.model import Post
from bot.anonymity.pseudonyms import is_voice
from bot.anonymity.store import ConversationStore, PostStore
from bot.database.transaction import Tx
from bot.errors import Gone
from bot.keys import ConversationKeys
from bot.people.model import Person
from cogs.forum.model import STANDING, Entry, Question
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
    first = await PostStore(tx).first_of(question.conversation_id)
    return first is not None and await _is_voice_of(tx, first, person_id, keys)


async def is_author(tx: Tx, entry: Entry, person_id: int, keys: ConversationKeys) -> bool:
    """Say whether somebody wrote an answer; one without a name only while its conversation's key lives."""
    if entry.post_id is None:
        return entry.person_id == person_id
    post = await PostStore(tx).get(entry.post_id)
    return post is not None and await _is_voice_of(tx, post, person_id, keys)


async def _is_voice_of(tx: Tx, post: Post, person_id: int, keys: ConversationKeys) -> bool:
    conversation = await ConversationStore(tx).get(post.conversation_id)
    key = keys.get(conversation.key_id) if conversation is not None else None
    return is_voice(key, tx.network_id, person_id, post.tag)
