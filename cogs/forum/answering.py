"""Answering through the bot, under one's own name."""

from __future__ import annotations

from bot.anonymity.words import clean
from bot.cards import Address
from bot.database.ids import read_id
from bot.ui.actions import Actions
from bot.ui.returning import giving_back, returned_words
from bot.ui.visit import Visit
from cogs.forum.entries import EntryStore
from cogs.forum.gate import open_post_of, reader_of
from cogs.forum.model import STANDING
from cogs.forum.private_cards import answer_form
from cogs.forum.reaching.store import ReachStore
from cogs.forum.rules import check_worth_saying
from cogs.forum.standing import standing
from cogs.forum.store import QuestionStore
from cogs.forum.taking_back import answer_soon

actions = Actions("forum")


@actions.on("answer", opens_form=True)
async def answer(visit: Visit, target: str) -> None:
    """Open the form for an answer."""
    reader = await reader_of(visit)
    async with visit.network.read() as tx:
        question = await standing(tx, read_id(target))
    await visit.soon(open_post_of(reader.forum, question.thread_id))
    await visit.ask(answer_form(visit.t, question.id))


@actions.on("answer_again", opens_form=True)
async def answer_again(visit: Visit, target: str) -> None:
    """Open the form with the words that came back."""
    await reader_of(visit)
    await visit.ask(answer_form(visit.t, read_id(target), await returned_words(visit)))


@actions.on("answered")
async def answered(visit: Visit, target: str) -> None:
    """Keep an answer, and owe it to the question's post."""
    await visit.wait()
    text = visit.answers.get("text", "")
    async with giving_back(visit, text, Address("forum", "answer_again", target)):
        reader = await reader_of(visit)
        check_worth_saying(text)
        words = clean(text)
        async with visit.network.write() as tx:
            question = await standing(tx, read_id(target))
        await open_post_of(reader.forum, question.thread_id)
        async with visit.network.write() as tx:
            entry_id = await EntryStore(tx).add(question.id, reader.person.id, "answer", words, now=visit.now)
            await ReachStore(tx).settle([("question_id", question.id), ("person_id", reader.person.id)], "answered")
            await QuestionStore(tx).change(question.id, STANDING, heard_at=visit.now, nudged_at=None)
            await answer_soon(tx, question.id, entry_id, now=visit.now)
        await visit.reply(visit.t("Your answer goes into the post, under your name. Thank you."))
