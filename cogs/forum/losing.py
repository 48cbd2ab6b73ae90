"""Questions whose post is gone from Discord: noted, and told to whoever asked, with their words."""

from __future__ import annotations

from datetime import datetime

from bot.anonymity.endings import close
from bot.anonymity.store import PostStore
from bot.database.network import Network
from bot.database.transaction import Tx
from bot.notices import Notices
from bot.people.store import PeopleStore
from cogs.forum.entries import EntryStore
from cogs.forum.model import STANDING, Question
from cogs.forum.private_cards import lost_card
from cogs.forum.prompting.turns import lose_prompts
from cogs.forum.store import QuestionStore
from config.texts import texts_for


async def lose(network: Network, question: Question, *, now: datetime) -> None:
    """Note that a question's post is gone; what was said in it is kept no longer. Twice is once."""
    async with network.write() as tx:
        await lose_in(tx, question, now=now)


async def lose_in(tx: Tx, question: Question, *, now: datetime) -> None:
    """Do the same in a transaction that is open."""
    if not await QuestionStore(tx).change(question.id, STANDING, state="lost"):
        return
    await EntryStore(tx).remove(await EntryStore(tx).of_question(question.id))
    if question.conversation_id is not None:
        await QuestionStore(tx).wipe(question.id, "lost")
        await _end(tx, question.conversation_id, now=now)
    asker = await PeopleStore(tx).person(question.person_id) if question.person_id is not None else None
    if asker is not None and asker.state == "active" and question.asked is not None:
        card = lost_card(texts_for(asker.locale), question)
        await Notices(tx).tell(asker.id, "forum.lost", card, now=now, key=f"forum.lost:{question.id}")


async def lose_all(network: Network, *, now: datetime) -> None:
    """Note that the whole forum is gone, with every post in it."""
    async with network.write() as tx:
        for question in await QuestionStore(tx).threads():
            await lose_in(tx, question, now=now)
        await lose_prompts(tx)


async def _end(tx: Tx, conversation_id: int, *, now: datetime) -> None:
    """End a conversation whose post is gone; its author finds that with the receipt, and its key is destroyed."""
    first = await PostStore(tx).first_of(conversation_id)
    if first is not None:
        await PostStore(tx).change(first.id, ("posted",), state="gone", message_id=None, sealed=None)
    await close(tx, conversation_id, now=now)
