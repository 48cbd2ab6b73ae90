"""What is asked, when, and of whom: pure decisions.

Nobody is asked more than once a week, whatever pairs they have. A check-in that waited until the next one was due is
left out. Two check-ins in a row without a word from either of the two offer both somebody else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar

from bot.errors import Refusal
from cogs.mentoring.following.model import ANSWERS, CHECK_INS, Part, Question, Step, Word
from cogs.mentoring.model import Pair
from config.texts import N_

BETWEEN_QUESTIONS = timedelta(days=7)
TO_ANSWER = timedelta(days=7)  # after that, not having answered counts as silence


@dataclass
class QuestionClosed(Refusal):
    """A question that is answered or no longer of use is answered again."""

    says: ClassVar[str] = N_("That question is closed, so nothing changed. /mentor status shows where you stand.")


@dataclass
class PairOver(Refusal):
    """A pair that has ended is to be ended."""

    says: ClassVar[str] = N_("This pair has ended already, so nothing changed. /mentor status shows where you stand.")


@dataclass
class NoPair(Refusal):
    """Somebody without a pair wants to end one."""

    says: ClassVar[str] = N_("You have no pair just now, so there is nothing to end. /mentor status shows your lists.")


def check_ins(pair: Pair, opened_at: datetime) -> list[tuple[int, Step, datetime]]:
    """Return (who, which, when due) of a pair that has opened."""
    both = (pair.mentee_id, pair.mentor_id)
    return [(each, step, opened_at + wait) for step, wait in CHECK_INS.items() for each in both]


def grouped(questions: Iterable[Question], by: Callable[[Question], int]) -> dict[int, list[Question]]:
    """Return the questions by their pair or their person."""
    found: dict[int, list[Question]] = defaultdict(list)
    for each in questions:
        found[by(each)].append(each)
    return dict(found)


def may_be_asked(questions: Iterable[Question], now: datetime) -> bool:
    """Tell whether a week has passed since somebody was last asked anything; the questions are theirs."""
    asked = [each.asked_at for each in questions if each.asked_at is not None]
    return not asked or now - max(asked) >= BETWEEN_QUESTIONS


def outdated(questions: Collection[Question], now: datetime) -> list[Question]:
    """Return, of the questions about one pair, the open check-ins whose successor is due too."""
    return [
        each
        for each in questions
        if each.closed_at is None
        and each.step in CHECK_INS
        and any(
            other.person_id == each.person_id and other.step in CHECK_INS and each.due_at < other.due_at <= now
            for other in questions
        )
    ]


def next_of(questions: Collection[Question], now: datetime) -> Question | None:
    """Return which of one person's questions is asked now: whatever has been due for longest; None within the week."""
    due = [each for each in questions if each.asked_at is None and each.closed_at is None and each.due_at <= now]
    if not due or not may_be_asked(questions, now):
        return None
    return min(due, key=lambda each: (each.due_at, each.id))


def is_quiet(questions: Iterable[Question], now: datetime) -> bool:
    """Tell whether neither of the two of a pair has said a word at the last two check-ins."""
    theirs = [each for each in questions if each.step in CHECK_INS]
    reached = [step for step in CHECK_INS if sum(_is_over(each, now) for each in theirs if each.step == step) == 2]
    last = [each for each in theirs if each.step in reached[-2:]]
    return len(reached) >= 2 and not any(each.is_answered for each in last)


def _is_over(question: Question, now: datetime) -> bool:
    return question.asked_at is not None and (question.is_answered or now - question.asked_at >= TO_ANSWER)


def next_part(question: Question) -> Part | None:
    """Return what is to be said next, None where all is; who has not met is not asked whether it was worth it."""
    if question.step == "invitation":
        return None
    if question.step == "rematch":
        return "more" if question.more is None else None
    if question.step == "ending":
        return "worth" if question.worth is None else "again" if question.again is None else None
    if question.met is None:
        return "met"
    if question.met == "yes" and question.worth is None:
        return "worth"
    return "more" if question.more is None else None


def read_answer(part: str, word: str) -> tuple[Part, Word]:
    """Return an answer as a button carried it; raises `QuestionClosed` for what no button carries."""
    for known, words in ANSWERS.items():
        for each in words:
            if (known, each) == (part, word):
                return known, each
    raise QuestionClosed


def answer(question: Question, part: Part, word: Word, now: datetime) -> Question:
    """Return the question with one more answer, closed after the last; raises `QuestionClosed`."""
    if question.closed_at is not None or question.asked_at is None or next_part(question) != part:
        raise QuestionClosed
    answered = _with(question, part, word)
    return answered if next_part(answered) is not None else replace(answered, closed_at=now)


def _with(question: Question, part: Part, word: Word) -> Question:
    if part == "met":
        return replace(question, met=word)
    if part == "worth":
        return replace(question, worth=word)
    return replace(question, more=word) if part == "more" else replace(question, again=word)
