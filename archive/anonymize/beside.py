"""Other names beside a word: full names, lists, pairs."""

from __future__ import annotations

import re

from archive.anonymize.sentence import Sentence
from archive.anonymize.weights import SURE, Kind, Sign
from archive.anonymize.words import Word

_BETWEEN_LISTED = re.compile(r"[\s\"'*_~()\[\]-]*[,/;&+][\s\"'*_~()\[\]-]*")
MIGHT: frozenset[Kind] = frozenset({"weak name", "twofold", "uncommon", "rare name"})  # kinds that might well be names
_NO_SURNAME = ("ing", "ed", "ly", "ando", "iendo", "ado", "ido", "mente")


def sign_of_names(sentence: Sentence, at: int) -> Sign | None:
    """Return what other names around it say."""
    if _is_surname(sentence, at):
        return "surname"
    if is_beside_name(sentence, at):
        return "beside a name"
    if _is_surname_perhaps(sentence, at):
        return "after a name"
    if _is_listed(sentence, at):
        return "listed"
    if _is_apart(sentence, at):
        return "apart"
    return "pair" if _is_pair(sentence, at) or _is_pair(sentence, at - 1) else None


def is_beside_name(sentence: Sentence, at: int) -> bool:
    """Say whether the word before or after it is a name that it belongs to."""
    return _leads_name(sentence, at) or _follows_name(sentence, at)


def _leads_name(sentence: Sentence, at: int) -> bool:
    """Say whether a surname stands right after what may be its first name."""
    word = sentence.words[at]
    if not sentence.touches(at) or word.token.is_possessive:
        return False
    is_surely_first = word.is_first and word.kind != "auxiliary" and _may_be_surname(sentence.words[at + 1])
    if not (is_surely_first or sentence.is_name_like(at + 1)):
        return False
    is_told = word.token.is_capital and not word.token.is_first
    after = sentence.words[at + 1]
    return is_told or (word.is_first and (after.is_last or after.kind in SURE))


def _may_be_surname(word: Word) -> bool:
    is_odd = word.token.is_capital and word.kind in {"slip", "foreign", "short"}
    return word.kind in SURE or is_odd


def _follows_name(sentence: Sentence, at: int) -> bool:
    """Say whether a name stands right before it, and it is neither a small word nor a verb."""
    word = sentence.words[at]
    if not sentence.touches(at - 1) or sentence.words[at - 1].token.is_possessive or sentence.verb(word) is not None:
        return False
    is_odd = word.kind in {"slip", "short"} or (word.kind == "formed" and "-" in word.token.text)
    if word.token.shape == "lower" and not word.is_name and not is_odd:
        return False
    return sentence.is_name_like(at - 1)


def _is_surname(sentence: Sentence, at: int) -> bool:
    """Say whether a surname that is a word follows a name and ends the phrase: "najma bird. …"."""
    word = sentence.words[at]
    if not word.is_last or word.kind == "small" or not _follows_name(sentence, at):
        return False
    return _ends_phrase(sentence, at)


def _ends_phrase(sentence: Sentence, at: int) -> bool:
    after = sentence.word(at + 1)
    return after is None or sentence.gap(at).strip() != "" or after.kind == "small" or sentence.verb(after) is not None


def _is_surname_perhaps(sentence: Sentence, at: int) -> bool:
    """Say whether a word in lower case that ends its clause follows a name: "jordi barranco, …"."""
    word = sentence.words[at]
    if (
        word.kind not in {"word", "rare", "formed"}
        or word.token.folded.endswith(_NO_SURNAME)
        or sentence.verb(word) is not None
    ):
        return False
    if not sentence.touches(at - 1) or sentence.words[at - 1].token.is_possessive or not sentence.is_name_like(at - 1):
        return False
    return _ends_phrase(sentence, at)


def _is_listed(sentence: Sentence, at: int) -> bool:
    """Say whether it stands in a list with names: "Noor, Sam and Siobhan"."""
    for left, other in ((at - 1, at - 1), (at, at + 1)):
        is_inside = 0 <= left < len(sentence.words) - 1
        if is_inside and _is_person(sentence, other, at) and _BETWEEN_LISTED.fullmatch(sentence.gap(left)):
            return True
    return any(sentence.has("joins", at + way) and _is_person(sentence, at + 2 * way, at) for way in (-1, 1))


def _is_person(sentence: Sentence, other: int, at: int) -> bool:
    """Say whether the word that a list joins it to is a name, or might be one if it might itself."""
    word = sentence.word(other)
    if word is None:
        return False
    kinds = {word.kind, sentence.words[at].kind}
    is_likely = kinds <= {*MIGHT, "weak", "auxiliary"} and not kinds.isdisjoint(MIGHT)
    return sentence.is_name_like(other) or (word.is_first and is_likely)


def _is_apart(sentence: Sentence, at: int) -> bool:
    word = sentence.words[at]
    if not (word.is_first and word.kind in MIGHT and 0 < at < len(sentence.words) - 1):
        return False
    return sentence.gap(at - 1).strip() == "," == sentence.gap(at).strip()


def _is_pair(sentence: Sentence, left: int) -> bool:
    """Say whether a first name and a surname meet that are both words: "hope banks", "paz luna"."""
    if not sentence.touches(left):
        return False
    first, last = sentence.words[left], sentence.words[left + 1]
    if not (first.is_first and last.is_last) or first.token.is_possessive or first.is_fixed or last.kind == "small":
        return False
    if sentence.verb(last) is not None or first.token.is_capital != last.token.is_capital:
        return False
    return first.kind not in {"weak", "weak name"} or first.token.is_capital
