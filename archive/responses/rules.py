"""What a policymaker can answer to a theme, and what each answer needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import ClassVar, Literal

from bot.errors import Refusal
from config.texts import N_

Kind = Literal["received", "will_act", "acted", "need_more", "not_ours", "will_not"]
KINDS: tuple[Kind, ...] = ("received", "will_act", "acted", "need_more", "not_ours", "will_not")
NEEDS_DETAILS: frozenset[str] = frozenset({"acted", "need_more", "not_ours", "will_not"})
NEEDS_DATE: frozenset[str] = frozenset({"will_act"})

MOST_CHARACTERS = 1500
MOST_YEARS_AHEAD = 5


@dataclass
class NoAnswer(Refusal):
    """None of the answers was chosen."""

    says: ClassVar[str] = N_("Choose one of the six responses, then send it.")


@dataclass
class NoDetails(Refusal):
    """The answer needs a sentence."""

    says: ClassVar[str] = N_("Add a sentence to this response, so that members know what you mean.")


@dataclass
class NoDate(Refusal):
    """A promise needs a date."""

    says: ClassVar[str] = N_("Say by when you will act: a day from today on, within five years.")


@dataclass
class TooLong(Refusal):
    """More was written than is kept."""

    count: int
    most: int = MOST_CHARACTERS
    says: ClassVar[str] = N_(
        "Your text has {count} characters, and {most} fit. Please shorten it; a link to more is fine."
    )


@dataclass(frozen=True)
class Answer:
    """What a recipient says about one theme."""

    kind: Kind
    details: str = ""
    by_when: date | None = None


def read_answer(kind: str, details: str, by_when: str, today: date) -> Answer:
    """Return a checked answer from what was typed; raises `NoAnswer`, `NoDetails`, `NoDate`, `TooLong`.

    A date counts only with a promise to act. Characters that cannot be shown are dropped.
    """
    chosen = next((known for known in KINDS if known == kind), None)
    if chosen is None:
        raise NoAnswer
    said = tidied(details)
    if len(said) > MOST_CHARACTERS:
        raise TooLong(len(said))
    if chosen in NEEDS_DETAILS and not said:
        raise NoDetails
    return Answer(chosen, said, _day(by_when, today) if chosen in NEEDS_DATE else None)


def mark_of(answer: Answer | None) -> str:
    """Return a short mark of an answer, empty for none: a form carries it to say what its writer had seen."""
    if answer is None:
        return ""
    facts = "\0".join((answer.kind, answer.by_when.isoformat() if answer.by_when else "", answer.details))
    return sha256(facts.encode()).hexdigest()[:16]


def tidied(text: str) -> str:
    """Return a text without control characters, line ends made plain."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(mark for mark in lines if mark == "\n" or mark.isprintable()).strip()


def _day(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as error:
        raise NoDate from error
    if not today <= day <= date(today.year + MOST_YEARS_AHEAD, 12, 31):
        raise NoDate
    return day
