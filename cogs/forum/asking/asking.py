"""From what was typed to a question in the forum: kept first, compared, then posted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.anonymity.words import clean
from bot.database.network import Network
from bot.database.transaction import Tx
from bot.errors import Gone
from bot.people.model import Person
from bot.ui.visit import Visit
from cogs.forum.asking.similar import similar_to
from cogs.forum.entries import EntryStore
from cogs.forum.model import Asked, Question
from cogs.forum.private_cards import Found, found_in, posted_card, refused_card, similar_card
from cogs.forum.rules import MOST_TITLE, check_worth_asking
from cogs.forum.store import QuestionStore
from cogs.forum.taking_back import show_soon


def typed(answers: Mapping[str, str]) -> Asked:
    """Return what was typed into the form."""
    return Asked(*(answers.get(key, "").strip() for key in ("title", "words", "tried")))


def checked(asked: Asked) -> Asked:
    """Return what was asked, made harmless; raises `NoTitle`, `OnlyLinks`, or what `clean` raises."""
    check_worth_asking(asked.title, asked.words)
    title = " ".join(clean(asked.title).split())[:MOST_TITLE]  # made harmless, it may have grown
    return Asked(title, clean(asked.words), clean(asked.tried) if asked.tried else "")


async def offer(visit: Visit, draft: Question, guild_id: int) -> None:
    """Show earlier questions like a draft; where there are none, post it."""
    similar = await similar_shown(visit, draft.asked.text) if draft.asked else []
    if similar:
        await visit.reply(similar_card(visit.t, draft, similar, guild_id))
        return
    await post(visit.network, draft, now=visit.now)
    await visit.reply(posted_card(visit.t))


async def similar_shown(visit: Visit, text: str) -> list[Found]:
    """Return earlier questions like a text, as they are shown."""
    found = await similar_to(visit.network, visit.house.workers, text)
    async with visit.network.read() as tx:
        return await shown_of(tx, found)


async def give_back(visit: Visit, draft: Question, why: str) -> None:
    """Show the asker their words and why they were not posted; they are kept."""
    await visit.reply(refused_card(visit.t, draft, why))


async def post(network: Network, draft: Question, *, now: datetime) -> None:
    """Ask a draft in the forum: it can be found, and Discord is owed its post. Twice is once."""
    async with network.write() as tx:
        if not await QuestionStore(tx).change(draft.id, ("draft",), state="open", asked_at=now, heard_at=now):
            return
        await let_be_found(tx, draft, now=now)
        await show_soon(tx, draft.id, now=now)


async def let_be_found(tx: Tx, question: Question, *, now: datetime) -> None:
    """Keep a question as an entry that is found by its words."""
    if question.person_id is None or question.asked is None:
        return
    entry_id = await EntryStore(tx).add(question.id, question.person_id, "question", question.asked.text, now=now)
    entry = await EntryStore(tx).get(entry_id)
    if entry is not None:
        await EntryStore(tx).publish(entry, question.choices.topic)


async def own_draft(tx: Tx, question_id: int, person: Person) -> Question:
    """Return a person's own draft; raises `Gone`."""
    draft = await QuestionStore(tx).get(question_id)
    if draft is None or draft.state != "draft" or draft.person_id != person.id:
        raise Gone
    return draft


async def shown_of(tx: Tx, question_ids: Sequence[int]) -> list[Found]:
    """Return questions as they are shown before another is posted, in the order of their ids."""
    known = await QuestionStore(tx).some(question_ids)
    questions = [known[each] for each in question_ids if each in known]
    return [found_in(each, each.asked.words, "question") for each in questions if each.asked is not None]
