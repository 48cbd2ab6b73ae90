"""What happens to questions, one transaction each: planned, asked, answered, dropped.

Every function checks and writes in the transaction it is given.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from bot.database.transaction import Tx
from bot.notices import Notices
from cogs.mentoring.following import notes, rules
from cogs.mentoring.following.model import Question
from cogs.mentoring.following.store import QuestionStore
from cogs.mentoring.model import Pair
from cogs.mentoring.rules import Situation, is_present
from cogs.mentoring.store import MentoringStore
from config.texts import texts_for

QUESTION = "mentoring.question"


async def ask_due(tx: Tx, resting: Collection[int], now: datetime) -> None:
    """Ask everybody whose turn it is, one thing each; nobody who is `resting` (no school) or gone."""
    store, now_is = QuestionStore(tx), await MentoringStore(tx).situation()
    by_pair = rules.grouped(await store.all(), lambda each: each.pair_id)
    await _offer_others(tx, now_is, by_pair, now)
    for theirs in by_pair.values():
        for stale in rules.outdated(theirs, now):
            await _close(tx, stale, now)
    by_person = rules.grouped(await store.all(), lambda each: each.person_id)
    for person_id in sorted(set(by_person) - set(resting)):
        question = rules.next_of(by_person[person_id], now)
        if question is not None and is_present(now_is.people.get(person_id)):
            await _ask(tx, question, now_is, now)


async def _offer_others(tx: Tx, now_is: Situation, by_pair: Mapping[int, list[Question]], now: datetime) -> None:
    """Plan to offer somebody else to both of a pair that has been silent twice."""
    for pair in now_is.pairs:
        if pair.state == "open" and rules.is_quiet(by_pair.get(pair.id, ()), now):
            for person_id in (pair.mentee_id, pair.mentor_id):
                await QuestionStore(tx).add(pair.id, person_id, pair.partner_of(person_id), "rematch", now)


async def _ask(tx: Tx, question: Question, now_is: Situation, now: datetime) -> None:
    partner = now_is.people.get(question.partner_id)
    if partner is None:
        return
    card = notes.question(texts_for(now_is.people[question.person_id].locale), question, partner.name)
    await QuestionStore(tx).save(_asked(question, now))
    await Notices(tx).tell(question.person_id, QUESTION, card, now=now, key=_key(question))


def _asked(question: Question, now: datetime) -> Question:
    """Return the question as asked; an invitation waits for no answer."""
    return replace(question, asked_at=now, closed_at=now if question.step == "invitation" else None)


async def ask_here(tx: Tx, question: Question, now: datetime) -> Question | None:
    """Return the question, asked, where the person may be asked now: they are there, and no notice is needed."""
    if not rules.may_be_asked(await QuestionStore(tx).to(question.person_id), now):
        return None
    asked = _asked(question, now)
    await QuestionStore(tx).save(asked)
    return asked


async def answer(tx: Tx, question_id: int, person_id: int, part: str, word: str, now: datetime) -> Question:
    """Note one answer; raises `Gone` for what others were asked, and `QuestionClosed`."""
    store = QuestionStore(tx)
    found = await store.question_to(question_id, person_id)
    answered = rules.answer(found, *rules.read_answer(part, word), now)
    await store.save(answered)
    return answered


async def drop(tx: Tx, pair: Pair, now: datetime) -> None:
    """Close whatever the two of a pair that is over have not answered, and take it back where it is unread."""
    for each in await QuestionStore(tx).of_pair(pair.id):
        if each.closed_at is None:
            await _close(tx, each, now)


async def unname(tx: Tx, person_id: int) -> None:
    """Take back what is still to be read and names a person."""
    await Notices(tx).retract(*[_key(each) for each in await QuestionStore(tx).about(person_id)])


async def _close(tx: Tx, question: Question, now: datetime) -> None:
    await QuestionStore(tx).save(replace(question, closed_at=now))
    await Notices(tx).retract(_key(question))


def _key(question: Question) -> str:
    return f"{QUESTION}:{question.id}"
