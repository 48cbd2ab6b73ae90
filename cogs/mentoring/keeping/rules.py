"""How long an answer is kept, and what is left of it afterwards: pure decisions.

An answer is needed until the check-in after it is over: six weeks lie between the last two, and a week is left to
answer. After that only the number of those who answered so is kept, and the two yeses by which past partners may meet
again, as those are a wish for the future.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from cogs.mentoring.following.model import Part, Question, Word

KEPT = timedelta(weeks=8)  # after being asked
SETTLES = timedelta(weeks=10)  # after the end of a school year, until its last answer has become a number
FIRST_MONTH = 8  # of a school year
COUNTED: tuple[Part, ...] = ("met", "worth", "more")

Said = tuple[int, Part, Word]  # a school year, what was asked, and what was said


@dataclass(frozen=True)
class Reduced:
    """What becomes of questions that are over: their answers as numbers, those to delete, those to keep a yes of."""

    counts: Counter[Said]
    gone: tuple[int, ...]
    kept: tuple[Question, ...]


def school_year(day: date) -> int:
    """Return the year in which the school year of a day began."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def is_settled(year: int, now: datetime) -> bool:
    """Tell whether all answers of a school year are numbers by now, so that no two looks at them tell one apart."""
    return year < school_year((now - SETTLES).date())


def is_over(question: Question, now: datetime) -> bool:
    """Tell whether a question, and what was said to it, is no longer needed."""
    since = question.asked_at or question.closed_at
    return since is not None and now - since >= KEPT


def reduce(questions: Collection[Question], now: datetime) -> Reduced:
    """Return what becomes of those that are over among all the questions of some pairs."""
    over = [each for each in questions if is_over(each, now)]
    kept = [each for each in over if _may_still_count(each, questions, now)]
    return Reduced(
        counts=Counter(said for each in over for said in _said(each)),
        gone=tuple(each.id for each in over if each not in kept),
        kept=tuple(replace(each, worth=None) for each in kept if each.worth is not None),
    )


def _said(question: Question) -> Iterable[Said]:
    if question.asked_at is not None:
        for part in COUNTED:
            word = getattr(question, part)
            if word is not None:
                yield school_year(question.asked_at.date()), part, word


def _may_still_count(question: Question, questions: Iterable[Question], now: datetime) -> bool:
    """Tell whether somebody's yes to the same partner counts, or may: the other has said yes too, or can."""
    return question.again == "yes" and any(
        other.pair_id == question.pair_id
        and other.person_id == question.partner_id
        and other.step == question.step
        and (other.again == "yes" or not is_over(other, now))
        for other in questions
    )
