"""What may be posted anonymously, and how it is made harmless. Pure.

Characters that nobody sees are taken out: they could turn the text around, make it look empty, or mark who wrote it.
What would ping or hide an address is written so that it shows. Nothing else is changed.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass
from typing import ClassVar

from bot.errors import Refusal
from config.texts import N_

LONGEST = 4000  # Discord: a form's box holds as much, an embed's text 4,096
MOST_MARKS = 4  # accents on one letter; no language needs more
LONG_ENOUGH_TO_JUDGE, LEAST_DENSITY = 300, 0.06  # ordinary prose of that length packs to about half, a list to a fifth

JOINERS = {"\u200c", "\u200d"}  # part of Persian and Indic words, and of emoji
BLANKS = {"\u115f", "\u1160", "\u3164", "\uffa0", "\u2800", "\u180e", "\u034f", "\u17b4", "\u17b5"}  # look empty
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}  # control, format, halves of pairs, private, unassigned
MARKING = re.compile("[\U000e0100-\U000e01ef\u180b-\u180f]")  # variation selectors that no emoji uses


@dataclass
class NothingToRead(Refusal):
    """The text is empty, or only characters that nobody sees."""

    says: ClassVar[str] = N_("There was nothing in it that anybody could read. Write a few words and send it again.")


@dataclass
class TooLong(Refusal):
    """The text does not fit into one post."""

    length: int
    most: int
    says: ClassVar[str] = N_(
        "It has {length} characters, and a post holds {most}. Shorten it, or post it in two parts."
    )


@dataclass
class SameAgain(Refusal):
    """The text is a few characters, over and over."""

    says: ClassVar[str] = N_("It repeats the same words over and over, which buries what others write. Say it once.")


def clean(written: str) -> str:
    """Return the words as they will be posted; raises `NothingToRead`, `TooLong` or `SameAgain`."""
    plain = unicodedata.normalize("NFC", written.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    seen = _without_piles(_harmless("".join(mark for mark in MARKING.sub("", plain) if _is_seen(mark))))
    words = re.sub(r"\n\s*\n\s*\n+", "\n\n", seen).strip()
    if not any(mark.isalnum() or unicodedata.category(mark) == "So" for mark in words):
        raise NothingToRead
    if len(words) > LONGEST:
        raise TooLong(len(words), LONGEST)
    if len(words) >= LONG_ENOUGH_TO_JUDGE and _density(words) < LEAST_DENSITY:
        raise SameAgain
    return words


def _is_seen(mark: str) -> bool:
    if mark == "\n" or mark in JOINERS:
        return True
    return mark not in BLANKS and unicodedata.category(mark) not in HIDDEN


def _harmless(words: str) -> str:
    """Write mentions and links so that they neither ping nor hide where they lead."""
    words = re.sub(r"@(?=everyone|here)", "\uff20", words, flags=re.IGNORECASE)
    return words.replace("<@", "<\uff20").replace("](", "] (")


def _without_piles(words: str) -> str:
    """Take off the accents that pile up on one letter."""
    kept, pile = [], 0
    for mark in words:
        pile = pile + 1 if unicodedata.category(mark) in {"Mn", "Me"} else 0
        if pile <= MOST_MARKS:
            kept.append(mark)
    return "".join(kept)


def _density(words: str) -> float:
    raw = words.encode()
    return len(zlib.compress(raw, 9)) / len(raw)
