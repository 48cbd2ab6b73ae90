"""Which words may stay: the closed vocabulary, and case, position and neighbours for names that are also words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from archive.anonymize.lexicon import Lexicon
from archive.anonymize.neighbours import Neighbours
from archive.anonymize.words import SHORTEST_WORD, Word

Verdict = Literal["pass", "mask", "hold"]

MAY_BE_A_NAME = "may be somebody's name"
MAY_BE_A_PLACE = "may be the name of a place"
UNKNOWN = "not a word we know"


@dataclass(frozen=True)
class Judgement:
    """What happens to a word, and for a held one why."""

    verdict: Verdict
    why: str = ""


PASS = Judgement("pass")
MASK = Judgement("mask")
HOLD_NAME = Judgement("hold", MAY_BE_A_NAME)
HOLD_PLACE = Judgement("hold", MAY_BE_A_PLACE)
HOLD_UNKNOWN = Judgement("hold", UNKNOWN)


class Judge:
    """Judges the words of one text; `known` are the positions that the roster has already taken."""

    def __init__(self, lexicon: Lexicon, text: str, words: Sequence[Word], known: frozenset[int]) -> None:
        self._lexicon = lexicon
        self._words = words
        self._masked: set[int] = set()
        self._beside = Neighbours(lexicon, text, words, known, self._masked)

    def judge(self, at: int) -> Judgement:
        """Return what happens to the word at a position. Ask from left to right: a masked name helps with the next."""
        judgement = self._judge(at)
        if judgement.verdict == "mask":
            self._masked.add(at)
        return judgement

    def _judge(self, at: int) -> Judgement:
        word = self._words[at]
        if self._beside.follows_title(at):
            return MASK
        if word.is_never or (word.is_allowed and not word.is_pure_name):
            return self._of_allowed(at)
        if word.is_unknown:
            return self._of_unknown(at)
        if word.is_pure_name:
            return self._of_pure_name(at)
        if word.is_name:
            return self._of_ambiguous(at)
        return self._of_ordinary(at)

    def _of_allowed(self, at: int) -> Judgement:
        """Judge a word that may stay, unless everything around it says that it is somebody: Summer."""
        word, beside = self._words[at], self._beside
        if not word.is_first or word.is_never or not word.token.is_capital:
            return PASS
        if beside.name_beside(at):
            return MASK
        is_likely = beside.kin_before(at) or beside.has_belonging(at) or beside.has_grade(at)
        return HOLD_NAME if is_likely else PASS

    def _of_unknown(self, at: int) -> Judgement:
        word, token = self._words[at], self._words[at].token
        if len(token.text) < SHORTEST_WORD:
            return MASK if token.is_capital and self._beside.name_beside(at) else PASS
        is_written_small = token.shape == "lower" or token.is_first
        if not word.is_slip or not is_written_small:
            return MASK
        if self._beside.kin_before(at) or self._beside.has_belonging(at) or self._beside.name_listed(at):
            return MASK
        if self._beside.follows_name(at):
            return MASK
        return PASS if self._beside.is_ending(at) and not word.is_near_name else HOLD_UNKNOWN

    def _of_pure_name(self, at: int) -> Judgement:
        word, token = self._words[at], self._words[at].token
        if word.is_first or token.shape != "lower" or len(token.text) > SHORTEST_WORD:
            return MASK
        if self._beside.follows_name(at):
            return MASK
        return HOLD_NAME if self._beside.kin_before(at) else PASS

    def _of_ambiguous(self, at: int) -> Judgement:
        """Judge a word that is also a name: hope, will, angel, park."""
        token = self._words[at].token
        if token.shape == "all" or (self._beside.touches(at) and self._lexicon.has("kin", token.folded)):
            return PASS
        if token.shape == "lower":
            return self._of_ambiguous_small(at)
        if self._beside.name_beside(at) or self._beside.starts_name(at) or self._beside.has_grade(at):
            return MASK
        return self._of_ambiguous_first(at) if token.is_first else self._of_ambiguous_capital(at)

    def _of_ambiguous_small(self, at: int) -> Judgement:
        beside = self._beside
        if not self._words[at].is_first:
            return HOLD_NAME if beside.in_small_pair(at) else PASS
        if beside.has_belonging(at) or beside.named_before(at) or beside.has_grade(at):
            return MASK
        if beside.first_name_beside(at) and not self._words[at].is_weak:
            return MASK
        if beside.kin_before(at):
            return MASK if beside.person_after(at) else HOLD_NAME
        is_likely = beside.name_listed(at) or beside.stands_as_name(at) or beside.in_small_pair(at)
        return HOLD_NAME if is_likely else PASS

    def _of_ambiguous_first(self, at: int) -> Judgement:
        word = self._words[at]
        if self._beside.has_belonging(at) or self._beside.opens_bracket(at) or self._beside.name_listed(at):
            return MASK
        if not word.is_first or self._beside.in_phrase(at):
            return PASS
        return HOLD_NAME if self._beside.person_after(at) or not word.is_weak else PASS

    def _of_ambiguous_capital(self, at: int) -> Judgement:
        word = self._words[at]
        if self._beside.kin_before(at) or self._beside.has_belonging(at):
            return MASK
        if word.is_first and not word.is_english:
            return MASK
        if self._beside.in_phrase(at):
            is_pair = word.is_first and self._beside.is_surname(at + 1) and not self._beside.is_programme(at)
            return HOLD_NAME if is_pair else PASS
        return HOLD_NAME if word.is_weak and not self._beside.stands_as_name(at) else MASK

    def _of_ordinary(self, at: int) -> Judgement:
        word, token = self._words[at], self._words[at].token
        if not token.is_capital or token.is_first or token.shape == "mixed":
            return PASS
        if self._beside.follows_name(at) and not self._lexicon.has("place_after", token.folded):
            return MASK
        if self._beside.in_phrase(at):
            return PASS
        if token.is_possessive or self._beside.place_before(at) or self._beside.kin_before(at):
            return MASK if not self._lexicon.has("titles", token.folded) else PASS
        return HOLD_PLACE if not word.is_weak and not self._lexicon.has("titles", token.folded) else PASS
