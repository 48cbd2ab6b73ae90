"""A yes is to exact words: its fingerprint, the question it answers, and the way of a contribution."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from bot.errors import Refusal
from config.texts import N_

Kind = Literal["concern", "suggestion"]
KINDS: frozenset[str] = frozenset({"concern", "suggestion"})

Purpose = Literal["digest", "archive", "count"]
PURPOSES_FOR_WORDS: frozenset[Purpose] = frozenset({"digest", "archive"})

# Another question needs another number, and every earlier yes keeps its own.
QUESTIONS: Mapping[int, str] = {
    1: N_(
        "May these exact words, without your name, go to policymakers in the monthly digest? "
        "A steward reads them first, and until the digest is sent you can take them back."
    ),
    2: N_(
        "May these exact words, without your name, be found by members of this network with /archive find? "
        "A steward reads them first, and you can take them back at any time."
    ),
}
ASKED: Mapping[Purpose, int] = {"digest": 1, "archive": 2, "count": 1}  # the question that is asked today

_QUOTES, _QUOTES_THE_REST = re.compile(r"\s*>(?:\s|$)"), re.compile(r"\s*>>>\s")

MOST_CHARACTERS = 1500  # a statement is read on one page beside others, and on one card

State = Literal[
    "offered", "agreed", "in_review", "accepted", "returned", "declined", "published", "withdrawn", "recalled"
]
Act = Literal[
    "edit", "agree", "ask_review", "accept", "give_back", "propose", "take_up", "decline", "publish", "withdraw"
]

WAY: Mapping[Act, Mapping[State, State]] = {
    "edit": dict.fromkeys(("offered", "agreed", "in_review", "accepted", "returned"), "offered"),
    "agree": {"offered": "agreed"},
    "ask_review": {"agreed": "in_review"},
    "accept": {"in_review": "accepted"},
    "give_back": {"in_review": "returned"},
    "propose": {"in_review": "returned"},
    "take_up": {"returned": "agreed"},
    "decline": {"in_review": "declined"},
    "publish": {"accepted": "published"},
    "withdraw": {
        **dict.fromkeys(("offered", "agreed", "in_review", "accepted", "returned", "declined"), "withdrawn"),
        "published": "recalled",
    },
}


@dataclass
class AlreadyDecided(Refusal):
    """The contribution is in a state from which this cannot be done."""

    state: str
    says: ClassVar[str] = N_(
        "These words have moved on since this card was shown. See where they are with /share mine."
    )


@dataclass
class WordsChanged(Refusal):
    """The words that were shown are not the words that stand there now."""

    says: ClassVar[str] = N_(
        "The words have changed since this card was shown, so your yes wasn't taken. Read them again."
    )


@dataclass
class NoWords(Refusal):
    """Nothing is left to share."""

    says: ClassVar[str] = N_("There are no words to share yet. Write a sentence or two about what gets in the way.")


@dataclass
class OnlyQuoted(Refusal):
    """Every line is a quotation of somebody else."""

    says: ClassVar[str] = N_(
        "Every line here quotes somebody else, and only the person who wrote something can share it. /share new takes "
        "words of your own."
    )


@dataclass
class TooManyWords(Refusal):
    """More was written than one statement holds."""

    length: int
    most: int = MOST_CHARACTERS
    says: ClassVar[str] = N_("That is {length} characters and a statement holds {most}. Keep the heart of it.")


@dataclass
class NotYourReview(Refusal):
    """The person may not review this contribution."""

    says: ClassVar[str] = N_("These words are for another steward to review. The others in the list can be yours.")


def next_state(state: State, act: Act) -> State:
    """Return the state that an act leads to; raises `AlreadyDecided` where the way does not go."""
    following = WAY[act].get(state)
    if following is None:
        raise AlreadyDecided(state)
    return following


def normalised(words: str) -> str:
    """Return the words as they are compared: composed characters, single spaces, case and punctuation kept."""
    return " ".join(unicodedata.normalize("NFC", words).split())


def fingerprint(key: bytes, words: str, *, language: str, purpose: str, wording: int) -> str:
    """Return the HMAC-SHA-256 of a yes under its author's data key, as hexadecimal text.

    The fields are written as one JSON list, so that no two different lists read the same.
    """
    message = json.dumps([normalised(words), language, purpose, wording], ensure_ascii=True)
    own_key = hmac.digest(key, b"staffroom consent", hashlib.sha256)  # the data key itself only seals
    return hmac.new(own_key, message.encode(), hashlib.sha256).hexdigest()


def own_lines(text: str) -> tuple[str, int]:
    """Return a text without the lines that quote somebody else, and how many those were.

    Discord shows a line after "> " as a quotation, and everything after ">>> ". Raises `OnlyQuoted`.
    """
    lines, own = text.splitlines(), []
    for at, line in enumerate(lines):
        if _QUOTES_THE_REST.match(line):
            break
        if not _QUOTES.match(line):
            own.append((at, line))
    kept = "\n".join(line for _, line in own).strip()
    quoted = len(lines) - len(own)
    if quoted and not kept:
        raise OnlyQuoted
    return kept, quoted


def edition_of(words: str) -> str:
    """Return a short mark of a text for a button: a click on a card with other words is noticed."""
    return hashlib.sha256(normalised(words).encode()).hexdigest()[:12]


def check_words(words: str) -> str:
    """Return the words without blank edges; raises `NoWords` or `TooManyWords`."""
    tidied = words.strip()
    if not tidied:
        raise NoWords
    if len(tidied) > MOST_CHARACTERS:
        raise TooManyWords(len(tidied))
    return tidied


@dataclass(frozen=True)
class Yes:
    """One consent as it was given."""

    purpose: Purpose
    language: str
    wording: int
    fingerprint: str


def live_yes(key: bytes, words: str, given: Iterable[Yes], *, language: str, purpose: str) -> Yes | None:
    """Return the yes that is to exactly these words, in this language, for this purpose."""

    def is_to_these(yes: Yes) -> bool:
        made = fingerprint(key, words, language=language, purpose=purpose, wording=yes.wording)
        return (yes.purpose, yes.language) == (purpose, language) and hmac.compare_digest(yes.fingerprint, made)

    return next((yes for yes in given if is_to_these(yes)), None)


def month_of(instant: datetime) -> str:
    """Return the month of an instant (UTC) as ``YYYY-MM``."""
    return f"{instant:%Y-%m}"
