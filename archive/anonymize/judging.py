"""Which words may stay: what the lists say about a word, and the signs around it, added up. See `weights`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from archive.anonymize.before import has_honorific, has_title
from archive.anonymize.beside import is_beside_name
from archive.anonymize.lexicon import Lexicon
from archive.anonymize.neighbours import may_show_name, signs
from archive.anonymize.sentence import Sentence
from archive.anonymize.weights import HOLD, MASK, PLAIN, SIGNS, START, SURE, Kind
from archive.anonymize.words import Word

_NEVER_AGAIN: frozenset[Kind] = frozenset({"small", "allowed"})

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


def _is_of_somebody(sentence: Sentence, at: int) -> bool:
    """Say whether an apostrophe is missing: "chases mom"."""
    token = sentence.words[at].token
    is_owner = token.folded.endswith("s") and token.folded[:-1] in sentence.lexicon.first
    is_led = sentence.has("determiners", at - 1) or sentence.has("verbal", at - 1)
    return is_owner and not is_led and sentence.has("relatives", at + 1) and sentence.touches(at)


class Judge:
    """Judges the words of one text; `known` are the positions that the roster has already taken."""

    def __init__(
        self, lexicon: Lexicon, text: str, words: Sequence[Word], known: frozenset[int], *, is_spanish: bool
    ) -> None:
        self._words = words
        self._masked: set[int] = set()
        is_about = any("pronouns" in word.cues or word.token.text == "\u00e9l" for word in words)
        self._sentence = Sentence(lexicon, text, words, known, self._masked, is_spanish, is_about)

    def judge_all(self, taken: Collection[int]) -> Iterator[tuple[int, Judgement]]:
        """Yield what is masked or held beside what is taken already; a word that is a name once is one throughout."""
        places = (at for at in range(len(self._words)) if at not in taken)
        verdicts = {at: self.judge(at) for at in places if not self._is_plain(at)}
        names = {self._words[at].token.folded for at in (*self._masked, *self._sentence.known)}
        for at, judgement in verdicts.items():
            word = self._words[at]
            is_again = judgement.verdict != "mask" and word.token.folded in names and word.kind not in _NEVER_AGAIN
            is_again &= word.is_first or word.is_known or word.kind not in {*PLAIN, "weak", "surname"}
            final = self._again(at) if is_again else judgement
            if final.verdict != "pass":
                yield at, final

    def _is_plain(self, at: int) -> bool:
        """Say quickly whether nothing can make a name of a word."""
        word = self._words[at]
        if word.kind == "allowed" or (word.kind == "everyday" and not word.token.is_possessive):
            return word.token.folded[-1] != "s" and not has_title(self._sentence, at)
        if word.token.shape != "lower" or word.token.folded[-1] == "s":
            return False
        if word.kind in {"word", "rare", "formed"} and at and self._sentence.is_name_like(at - 1):
            return False
        return word.kind == "small" or (word.kind in PLAIN and not may_show_name(self._sentence, at))

    def _again(self, at: int) -> Judgement:
        points = self.points(at) + SIGNS["named before"]
        return MASKED if points >= MASK else Judgement("hold", self._why(at)) if points >= HOLD else PASSED

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
        if word.kind == "small" and word.token.shape == "lower":
            return START["small"]
        if word.kind in SURE or (at and has_honorific(self._sentence, at)):
            return MASK
        if word.token.folded[-1] == "s" and _is_of_somebody(self._sentence, at):
            return HOLD
        is_told = word.token.is_capital and not word.token.is_first and len(word.token.text) > 1
        if word.kind == "small" and (not is_told or "'" in word.token.folded):
            return START["small"]
        if len(word.token.text) == 1:  # an initial, if a name or a title is beside it
            return self._points_of_letter(at)
        if word.kind in PLAIN and word.token.shape == "lower" and self._is_plain(at):
            return START[word.kind]
        return START[word.kind] + sum(SIGNS[sign] for sign in signs(self._sentence, at))

    def _points_of_letter(self, at: int) -> int:
        word = self._words[at]
        is_led = self._sentence.has("epithets", at - 1) and self._sentence.gap(at - 1) == " "
        is_initial = word.token.text.isupper() and (is_beside_name(self._sentence, at) or is_led)
        if is_initial or has_title(self._sentence, at):
            return MASK
        is_somebody = word.token.text.isupper() and word.token.is_first and word.token.text not in "AIOY"
        return HOLD if is_somebody and self._sentence.has("person_verbs", at + 1) else 0

    def _why(self, at: int) -> str:
        word = self._words[at]
        if word.kind in {"slip", "foreign", "formed"}:
            return UNKNOWN
        return MAY_BE_A_PLACE if word.token.is_capital and not word.is_name else MAY_BE_A_NAME
