"""Capitals and other names beside a word: full names, lists, phrases whose words all have capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.anonymize.sentence import Sentence
from archive.anonymize.weights import SURE, Kind, Sign

TITLE_CASE, LEAST = 0.7, 4  # the share of words with a capital from which it tells nothing; fewer are a greeting
_BETWEEN_LISTED = re.compile(r"[\s\"'*_~()\[\]-]*[,/;&+][\s\"'*_~()\[\]-]*")
MIGHT: frozenset[Kind] = frozenset({"weak name", "twofold", "uncommon", "rare name"})  # kinds that might well be names
_NO_SURNAME = ("ing", "ed", "ly", "ando", "iendo", "ado", "ido", "mente")
_NO_NAME: frozenset[Kind] = frozenset({"small", "allowed", "season", "weak", "weak name"})


def signs_of_case(sentence: Sentence, at: int) -> Iterator[Sign]:
    """Yield what a capital says."""
    token = sentence.words[at].token
    is_programme = _is_programme(sentence, at) or _is_programme(sentence, at - 1)
    if is_programme:
        yield "programme"
    if not token.is_capital:
        return
    is_told = not token.is_first and not _is_title_case(sentence)
    yield "capital" if is_told else "first capital"
    if is_told and sentence.has("place_words", at - 1):
        yield "place before"
    if is_told and sentence.has("the", at - 1) and not sentence.has("official", at):
        yield "the place"
    if not is_programme and _in_phrase(sentence, at):
        yield "phrase" if _is_official(sentence, at) else "named phrase"


def sign_of_names(sentence: Sentence, at: int) -> Sign | None:
    """Return what other names around it say."""
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
    is_surely_first = word.is_first and word.kind != "auxiliary" and sentence.words[at + 1].kind in SURE
    if not (is_surely_first or sentence.is_name_like(at + 1)):
        return False
    is_told = word.token.is_capital and not word.token.is_first
    after = sentence.words[at + 1]
    return is_told or (word.is_first and (after.is_last or after.kind in SURE))


def _follows_name(sentence: Sentence, at: int) -> bool:
    """Say whether a name stands right before it, and it is neither a small word nor a verb."""
    word = sentence.words[at]
    if not sentence.touches(at - 1) or sentence.words[at - 1].token.is_possessive or sentence.verb(word) is not None:
        return False
    is_odd = word.kind in {"slip", "short"} or (word.kind == "formed" and "-" in word.token.text)
    if word.token.shape == "lower" and not word.is_name and not is_odd:
        return False
    return sentence.is_name_like(at - 1)


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
    after = sentence.word(at + 1)
    return after is None or sentence.gap(at).strip() != "" or after.kind == "small" or sentence.verb(after) is not None


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


def _is_programme(sentence: Sentence, left: int) -> bool:
    if not 0 <= left < len(sentence.words) - 1:
        return False
    pair = f"{sentence.words[left].token.folded}-{sentence.words[left + 1].token.folded}"
    return sentence.lexicon.has("programmes", pair)


def _is_title_case(sentence: Sentence) -> bool:
    shapes = [word.token.is_capital for word in sentence.words if word.kind != "small"]
    return len(shapes) > LEAST and sum(shapes) > TITLE_CASE * len(shapes)


def _is_official(sentence: Sentence, at: int) -> bool:
    """Say whether every word of the phrase with capitals is one that offices and programmes are named with."""
    first = last = at
    while first and sentence.touches(first - 1) and sentence.words[first - 1].token.text[0].isupper():
        first -= 1
    while (
        last < len(sentence.words) - 1 and sentence.touches(last) and sentence.words[last + 1].token.text[0].isupper()
    ):
        last += 1
    cues = ("official", "generic", "openers", "never", "staff", "titles")
    return all(
        sentence.words[each].is_fixed or any(sentence.has(cue, each) for cue in cues) for each in range(first, last + 1)
    )


def _in_phrase(sentence: Sentence, at: int) -> bool:
    """Say whether it stands among other words with capitals that are no names: "Walking School Bus"."""
    for left, other in ((at - 1, at - 1), (at, at + 1)):
        if not sentence.touches(left) or sentence.has("openers", other):
            continue
        word = sentence.words[other]
        is_plain_start = word.kind == "small" and word.token.is_first
        is_high = word.token.is_capital or word.token.shape == "all"
        if is_high and not is_plain_start and not sentence.is_name_like(other):
            first, last = sentence.words[left], sentence.words[left + 1]
            return not (first.is_first and last.is_last and _NO_NAME.isdisjoint({first.kind, last.kind}))
    return False
