"""What happens to questions, one transaction each: planned, asked, answered, dropped.

Every function checks and writes in the transaction it is given.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from bot.database.transaction import Tx
from bot.notices import Notices
from bot.people.store import PeopleStore
from cogs.mentoring.following import notes, rules
from cogs.mentoring.following.model import Question, Step
from cogs.mentoring.following.store import QuestionStore
from cogs.mentoring.model import Pair
from cogs.mentoring.rules import is_present
from cogs.mentoring.store import MentoringStore
from config.texts import texts_for

QUESTION = "mentoring.question"


async def look(tx: Tx, now: datetime) -> tuple[list[Question], list[Pair]]:
    """Return the check-ins whose successor is due too, and the open pairs that have been silent twice."""
    by_pair = rules.grouped(await QuestionStore(tx).all(), lambda each: each.pair_id)
    stale = [each for theirs in by_pair.values() for each in rules.outdated(theirs, now)]
    pairs = (await MentoringStore(tx).situation()).pairs
    known = {each.pair_id for each in (*stale, *_of_step(by_pair, "rematch"))}
    quiet = [pair for pair in pairs if pair.state == "open" and rules.is_quiet(by_pair.get(pair.id, ()), now)]
    return stale, [pair for pair in quiet if pair.id not in known]


def _of_step(by_pair: Mapping[int, list[Question]], step: Step) -> Iterator[Question]:
    return (each for theirs in by_pair.values() for each in theirs if each.step == step)


async def close(tx: Tx, question_id: int, person_id: int, now: datetime) -> None:
    """Close a question that is not needed any more and take it back where it is unread; one that is closed is fine."""
    for each in await QuestionStore(tx).to(person_id):
        if each.id == question_id and each.closed_at is None:
            await _close(tx, each, now)


async def offer_others(tx: Tx, pair_id: int, now: datetime) -> None:
    """Plan to offer somebody else to both of a pair, if it is still open."""
    pair = await MentoringStore(tx).pair(pair_id)
    if pair is None or pair.state != "open":
        return
    for person_id in (pair.mentee_id, pair.mentor_id):
        await QuestionStore(tx).add(pair_id, person_id, pair.partner_of(person_id), "rematch", now)


async def whose_turn(tx: Tx, resting: Collection[int], now: datetime) -> list[int]:
    """Return who is to be asked something now; nobody who is `resting` (no school)."""
    by_person = rules.grouped(await QuestionStore(tx).all(), lambda each: each.person_id)
    turns = (each for each, theirs in by_person.items() if rules.next_of(theirs, now) is not None)
    return sorted(set(turns) - set(resting))


async def ask(tx: Tx, person_id: int, now: datetime) -> None:
    """Ask a person whose turn it is what has been due for longest; whoever is gone is asked nothing."""
    question = rules.next_of(await QuestionStore(tx).to(person_id), now)
    person = await PeopleStore(tx).person(person_id)
    if question is None or person is None or not is_present(person):
        return
    partner = await PeopleStore(tx).person(question.partner_id)
    if partner is None:
        return
    await QuestionStore(tx).save(_asked(question, now))
    card = notes.question(texts_for(person.locale), question, partner.name)
    await Notices(tx).tell(person_id, QUESTION, card, now=now, key=_key(question))


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
