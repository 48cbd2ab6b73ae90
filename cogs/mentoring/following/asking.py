"""What happens to questions, one transaction each: planned, asked, answered, dropped.

Every function checks and writes in the transaction it is given.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.database.transaction import Tx
from bot.notices import Notices, Telling
from bot.people.model import Person
from bot.people.store import PeopleStore
from cogs.mentoring.following import render, rules
from cogs.mentoring.following.model import Question
from cogs.mentoring.following.store import QuestionStore
from cogs.mentoring.model import Pair
from cogs.mentoring.rules import is_present
from cogs.mentoring.store import MentoringStore
from config.texts import texts_for

QUESTION = "mentoring.question"


async def look(tx: Tx, pair_ids: Collection[int], now: datetime) -> tuple[list[Question], list[int]]:
    """Return, of these open pairs, the check-ins whose successor is due too, and the pairs that were silent twice."""
    by_pair = rules.grouped(await QuestionStore(tx).of_pairs(pair_ids), lambda each: each.pair_id)
    stale = [each for theirs in by_pair.values() for each in rules.outdated(theirs, now)]
    known = {each.pair_id for each in stale}
    known |= {each.pair_id for theirs in by_pair.values() for each in theirs if each.step == "rematch"}
    quiet = [pair_id for pair_id, theirs in by_pair.items() if rules.is_quiet(theirs, now)]
    return stale, [pair_id for pair_id in quiet if pair_id not in known]


async def settle(tx: Tx, pair_ids: Collection[int], now: datetime) -> None:
    """Close the check-ins of these pairs that are outdated, and plan to offer both somebody else where it is quiet."""
    stale, quiet = await look(tx, pair_ids, now)
    await _close(tx, stale, now)
    for pair_id in quiet:
        pair = await MentoringStore(tx).pair(pair_id)
        if pair is not None and pair.state == "open":
            for person_id in (pair.mentee_id, pair.mentor_id):
                await QuestionStore(tx).add(pair_id, person_id, pair.partner_of(person_id), "rematch", now)


async def whose_turn(tx: Tx, resting: Collection[int], now: datetime) -> list[int]:
    """Return who is to be asked something now; nobody who is `resting` (no school)."""
    found = await QuestionStore(tx).whom_to_ask(now, now - rules.BETWEEN_QUESTIONS)
    return [person_id for person_id in found if person_id not in resting]


async def ask_each(tx: Tx, person_ids: Collection[int], now: datetime) -> None:
    """Ask each person whose turn it is what has been due for longest; whoever is gone is asked nothing."""
    theirs = rules.grouped(await QuestionStore(tx).to_each(person_ids), lambda each: each.person_id)
    turns = [turn for each in person_ids if (turn := rules.next_of(theirs.get(each, ()), now)) is not None]
    people = await PeopleStore(tx).some({each for turn in turns for each in (turn.person_id, turn.partner_id)})
    turns = [turn for turn in turns if is_present(people.get(turn.person_id)) and turn.partner_id in people]
    await QuestionStore(tx).save_each([_asked(turn, now) for turn in turns])
    await Notices(tx).tell_each([_told(turn, people) for turn in turns], now=now)


def _told(turn: Question, people: Mapping[int, Person]) -> Telling:
    t, partner = texts_for(people[turn.person_id].locale), people[turn.partner_id].name
    return Telling(turn.person_id, QUESTION, render.question(t, turn, partner), _key(turn))


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
    await _close(tx, [each for each in await QuestionStore(tx).of_pair(pair.id) if each.closed_at is None], now)


async def unname(tx: Tx, person_id: int) -> None:
    """Take back what is still to be read and names a person."""
    await Notices(tx).retract(*[_key(each) for each in await QuestionStore(tx).about(person_id)])


async def _close(tx: Tx, questions: Sequence[Question], now: datetime) -> None:
    await QuestionStore(tx).save_each([replace(each, closed_at=now) for each in questions])
    await Notices(tx).retract(*map(_key, questions))


def _key(question: Question) -> str:
    return f"{QUESTION}:{question.id}"
