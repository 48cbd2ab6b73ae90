"""Closing a question, and leaving it open."""

from __future__ import annotations

from collections.abc import Sequence

from bot.anonymity.words import clean
from bot.cards import Address, Card
from bot.database.ids import read_id
from bot.database.transaction import Tx
from bot.errors import Gone
from bot.outbox import Outbox
from bot.ui.actions import Actions
from bot.ui.anonymous.accepting import keys_of
from bot.ui.returning import giving_back, returned_words
from bot.ui.visit import Visit
from bot.visibility.server.language import texts_on
from cogs.forum.entries import EntryStore
from cogs.forum.gate import reader_of
from cogs.forum.model import Question, State
from cogs.forum.private_cards import closing_form
from cogs.forum.render import closed_card
from cogs.forum.standing import own_question
from cogs.forum.store import QuestionStore
from cogs.forum.taking_back import answer_soon, show_soon

actions = Actions("forum")


@actions.on("solved", opens_form=True)
async def solved(visit: Visit, target: str) -> None:
    """Open the form that closes a question."""
    reader = await reader_of(visit)
    async with visit.network.read() as tx:
        question = await own_question(tx, read_id(target), reader.person, keys_of(visit))
    await visit.ask(closing_form(visit.t, question.id))


@actions.on("close")
async def close(visit: Visit, target: str) -> None:
    """Close a question with what helped, or without a word; closing it twice is closing it once."""
    text = visit.answers.get("text", "").strip()
    async with giving_back(visit, text, Address("forum", "close_again", target)):
        reader, words = await reader_of(visit), clean(text) if text else ""
        async with visit.network.write() as tx:
            question = await own_question(tx, read_id(target), reader.person, keys_of(visit))
            if not await QuestionStore(tx).change(question.id, ("open",), state="solved", heard_at=visit.now):
                raise Gone
            await _closing_card(tx, visit, question, words)
            await show_soon(tx, question.id, now=visit.now)
        await visit.reply(visit.t("It stands as solved, where others find it. Thank you for closing it."))


@actions.on("close_again", opens_form=True)
async def close_again(visit: Visit, target: str) -> None:
    """Open the form with the words that came back."""
    reader = await reader_of(visit)
    async with visit.network.read() as tx:
        question = await own_question(tx, read_id(target), reader.person, keys_of(visit))
    await visit.ask(closing_form(visit.t, question.id).filled({"text": await returned_words(visit)}))


@actions.on("reopen")
async def reopen(visit: Visit, target: str) -> None:
    """Open a solved question again."""
    await _say_open(visit, target, ("solved",))
    await visit.reply(visit.t("It is open again."))


@actions.on("still")
async def still_open(visit: Visit, target: str) -> None:
    """Leave a quiet question open: its asker is asked again after as long."""
    await _say_open(visit, target, ("open",))
    await visit.reply(visit.t("It stays open. You'll be asked again if it stays quiet."))


async def _say_open(visit: Visit, target: str, was: Sequence[State]) -> None:
    reader = await reader_of(visit)
    async with visit.network.write() as tx:
        question = await own_question(tx, read_id(target), reader.person, keys_of(visit))
        if not await QuestionStore(tx).change(question.id, was, state="open", heard_at=visit.now, nudged_at=None):
            raise Gone
        if question.state == "solved":
            await show_soon(tx, question.id, now=visit.now)


async def _closing_card(tx: Tx, visit: Visit, question: Question, words: str) -> None:
    """Owe the post its closing card: with the asker's words, which are found from now on, or with what helped."""
    said = await EntryStore(tx).of_question(question.id)
    if words and question.person_id is not None:
        entry_id = await EntryStore(tx).add(question.id, question.person_id, "closing", words, now=visit.now)
        entry = await EntryStore(tx).get(entry_id)
        if entry is not None:
            await EntryStore(tx).publish(entry, question.choices.topic)
        await answer_soon(tx, question.id, entry_id, now=visit.now)
        return
    guild = visit.house.guild(visit.network)
    if guild is not None and question.thread_id is not None:
        card: Card = closed_card(texts_on(guild), sum(entry.helped for entry in said))
        await Outbox(tx).post(question.thread_id, card, now=visit.now)
