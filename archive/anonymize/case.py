"""Capitals: inside a sentence, at its start, and in phrases whose words all have one."""

from __future__ import annotations

from collections.abc import Iterator

from archive.anonymize.sentence import Sentence
from archive.anonymize.weights import Kind, Sign

TITLE_CASE, LEAST = 0.7, 4  # the share of words with a capital from which it tells nothing; fewer are a greeting
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
