"""All signs around a word, gathered from what stands before, after and beside it."""

from __future__ import annotations

from collections.abc import Iterator

from archive.anonymize.after import signs_after
from archive.anonymize.before import sign_before
from archive.anonymize.beside import MIGHT, sign_of_names
from archive.anonymize.case import signs_of_case
from archive.anonymize.sentence import Sentence
from archive.anonymize.weights import Sign

_OBJECTS = frozenset({"addressed", "acted on", "asked about", "kin"})
_OF_VERBS = frozenset({"noun after", "object after"})


def signs(sentence: Sentence, at: int) -> Iterator[Sign]:
    """Yield every sign for and against a name at a position."""
    yield from signs_of_case(sentence, at)
    before, beside = sign_before(sentence, at), sign_of_names(sentence, at)
    after = tuple(signs_after(sentence, at))
    if before and not (before == "determined" and "family" in after):  # the rose family
        yield before
    yield from (
        sign for sign in after if sign not in _OF_VERBS or not (before in _OBJECTS or beside)
    )  # tell … happy birthday
    if beside:
        yield beside
    word = sentence.words[at]
    if word.is_near_name:
        yield "near a name"
    if word.is_known:
        yield "known"
    if word.is_first and sentence.is_about_somebody and word.kind in MIGHT:
        yield "spoken of"


def may_show_name(sentence: Sentence, at: int) -> bool:
    """Say quickly whether enough signs for an ordinary word are possible at all."""
    is_led = sentence.has("before_names", at - 1)
    return is_led or sentence.words[at].token.is_possessive or sentence.has("saying", at + 1)
