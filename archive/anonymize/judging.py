"""Which words may stay: what the lists say about a word, and the signs around it, added up. See `weights`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from archive.anonymize.before import has_title
from archive.anonymize.beside import is_beside_name
from archive.anonymize.lexicon import Lexicon
from archive.anonymize.neighbours import may_show_name, signs
from archive.anonymize.sentence import Sentence
from archive.anonymize.weights import HOLD, MASK, PLAIN, SIGNS, START, SURE
from archive.anonymize.words import Word

Verdict = Literal["pass", "mask", "hold"]

MAY_BE_A_NAME = "may be somebody's name"
MAY_BE_A_PLACE = "may be the name of a place"
UNKNOWN = "not a word we know"


@dataclass(frozen=True)
class Judgement:
    """What happens to a word, and for a held one why."""

    verdict: Verdict
    why: str = ""


PASSED = Judgement("pass")
MASKED = Judgement("mask")


class Judge:
    """Judges the words of one text; `known` are the positions that the roster has already taken."""

    def __init__(
        self, lexicon: Lexicon, text: str, words: Sequence[Word], known: frozenset[int], *, is_spanish: bool
    ) -> None:
        self._words = words
        self._masked: set[int] = set()
        self._sentence = Sentence(lexicon, text, words, known, self._masked, is_spanish)

    def judge(self, at: int) -> Judgement:
        """Return what happens to the word at a position. Ask from left to right: a masked name helps with the next."""
        points = self.points(at)
        if points >= MASK:
            self._masked.add(at)
            return MASKED
        return Judgement("hold", self._why(at)) if points >= HOLD else PASSED

    def points(self, at: int) -> int:
        """Return how much speaks for a name."""
        word = self._words[at]
        if word.kind in SURE:
            return MASK
        if word.kind == "small" and not (word.token.is_capital and not word.token.is_first):
            return START["small"]
        if len(word.token.text) == 1:  # an initial, if a name or a title is beside it
            is_initial = word.token.is_capital and is_beside_name(self._sentence, at)
            return MASK if is_initial or has_title(self._sentence, at) else 0
        if word.kind in PLAIN and word.token.shape == "lower" and not may_show_name(self._sentence, at):
            return START[word.kind]
        return START[word.kind] + sum(SIGNS[sign] for sign in signs(self._sentence, at))

    def _why(self, at: int) -> str:
        word = self._words[at]
        if word.kind in {"slip", "foreign", "formed"}:
            return UNKNOWN
        return MAY_BE_A_PLACE if word.token.is_capital and not word.is_name else MAY_BE_A_NAME
