"""What helped: marked by whoever asked, found from then on, unless its author says no."""

from __future__ import annotations

import discord

from bot.anonymity.words import clean
from bot.database.ids import read_id
from bot.database.transaction import Tx
from bot.errors import Gone
from bot.notices import Notices
from bot.people.store import PeopleStore
from bot.ui.actions import Actions
from bot.ui.anonymous.accepting import keys_of
from bot.ui.visit import Visit
from cogs.forum.entries import EntryStore
from cogs.forum.gate import reader_of
from cogs.forum.model import STANDING, Question
from cogs.forum.private_cards import helped_card
from cogs.forum.rules import NotHere, NothingToKeep, OwnAnswer
from cogs.forum.standing import is_asker, own_question
from cogs.forum.store import QuestionStore
from cogs.forum.taking_back import answer_soon, withdraw
from config.texts import texts_for

actions = Actions("forum")


@actions.on("helped")
async def helped(visit: Visit, target: str) -> None:
    """Mark an answer that came through the bot, for whoever asked."""
    reader = await reader_of(visit)
    async with visit.network.write() as tx:
        entry = await EntryStore(tx).get(read_id(target))
        if entry is None or entry.kind != "answer":
            raise Gone
        question = await own_question(tx, entry.question_id, reader.person, keys_of(visit))
        await _mark(tx, visit, question, entry.id, is_own_message=False)
        await answer_soon(tx, question.id, entry.id, now=visit.now)
    await visit.reply(_thanks(visit))


async def mark_message(visit: Visit, message: discord.Message) -> None:
    """Mark a message in the thread as one that helped, for whoever asked: its words reach the bot with the command."""
    reader = await reader_of(visit)
    async with visit.network.write() as tx:
        question = await QuestionStore(tx).of_thread(message.channel.id)
        if question is None:
            raise NotHere
        await own_question(tx, question.id, reader.person, keys_of(visit))
        known = await EntryStore(tx).at_message(question.id, message.id)
        entry_id = known.id if known is not None else await _keep_message(tx, visit, question, message)
        await _mark(tx, visit, question, entry_id, is_own_message=known is None)
        if known is not None:
            await answer_soon(tx, question.id, entry_id, now=visit.now)
    await visit.reply(_thanks(visit))


@actions.on("unsay")
async def unsay(visit: Visit, target: str) -> None:
    """Forget an answer, for its author: it is found no more, and what the bot posted of it goes."""
    person = await visit.person()
    async with visit.network.write() as tx:
        entry = await EntryStore(tx).get(read_id(target))
        if entry is None or entry.person_id != person.id:
            raise Gone
        question = await QuestionStore(tx).get(entry.question_id)
        await EntryStore(tx).remove([entry])
        await withdraw(tx, entry, question, now=visit.now)
    await visit.reply(visit.t("It is no longer kept, and nobody finds it any more."))


async def _keep_message(tx: Tx, visit: Visit, question: Question, message: discord.Message) -> int:
    """Keep a colleague's own message under their key; raises `OwnAnswer`, `NothingToKeep` or `NotHere`."""
    author = await PeopleStore(tx).by_account(message.author.id)
    if author is not None and await is_asker(tx, question, author.id, keys_of(visit)):
        raise OwnAnswer
    if author is None or author.state != "active":
        raise NotHere
    if not any(mark.isalnum() for mark in message.content):
        raise NothingToKeep
    words = clean(message.content)
    return await EntryStore(tx).add(
        question.id, author.id, "answer", words, now=visit.now, message_id=message.id, is_by_hand=True
    )


async def _mark(tx: Tx, visit: Visit, question: Question, entry_id: int, *, is_own_message: bool) -> None:
    """Note that an answer helped, let it be found, and tell its author, who may say no."""
    store = EntryStore(tx)
    entry = await store.get(entry_id)
    if entry is None:
        raise Gone
    if entry.person_id is not None and await is_asker(tx, question, entry.person_id, keys_of(visit)):
        raise OwnAnswer
    if entry.helped:
        return
    await store.help(entry.id)
    await store.publish(entry, question.choices.topic)
    await QuestionStore(tx).change(question.id, STANDING, heard_at=visit.now, nudged_at=None)
    author = await PeopleStore(tx).person(entry.person_id) if entry.person_id is not None else None
    if author is not None and author.state == "active":
        title = question.asked.title if question.asked else ""
        card = helped_card(texts_for(author.locale), entry.id, title, is_own_message=is_own_message)
        await Notices(tx).tell(author.id, "forum.helped", card, now=visit.now, key=f"forum.helped:{entry.id}")


def _thanks(visit: Visit) -> str:
    return visit.t("Marked. Others find it with /forum find, and whoever wrote it has been told.")
