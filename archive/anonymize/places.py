"""Places that only their noun gives away: "Mercy General Hospital", "the Acorn apartments", "escuela Benito Juárez"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.anonymize.lexicon import Lexicon
from archive.anonymize.model import Held, Span
from archive.anonymize.weights import SURE
from archive.anonymize.words import Word

PLACE = "may be the name of a place"
_IN_LOWER = frozenset(
    ["del", "la", "of", "san", "santa", "saint", "st", "mt"]
)  # particles, where nothing has a capital
_NAMED = frozenset(["high", "hospital", "church"])  # at a place word: "at mercy general hospital"
_SAINTS = frozenset(["san", "santa", "santo"])
LONGEST = 4  # words before the noun
_PARTICLES = frozenset(["de", "del", "la", "las", "los", "el", "of", "the", "san", "santa", "saint", "st", "mt"])


@dataclass(frozen=True)
class Places:
    """Finds the places of one text."""

    text: str
    words: Sequence[Word]
    lexicon: Lexicon

    def find(self) -> Iterator[Span | Held]:
        """Yield places with capitals as stretches, and those in lower case, which may be anything, as held."""
        for at, word in enumerate(self.words):
            if "place_after" in word.cues:
                yield from self._before_noun(at)
            if "place_before" in word.cues:
                yield from self._after_noun(at)

    def _before_noun(self, noun: int) -> Iterator[Span | Held]:
        if noun and self._is_noun(noun - 1) and self._touches(noun - 1):
            first = noun - 1
            while first and self._is_noun(first - 1) and self._touches(first - 1):
                first -= 1
        else:
            first = noun
        start = self._run(first, is_capital=True)
        end = self.words[noun].token.end
        if start < first and any(map(self._is_own, range(start, first))):
            yield Span(self.words[start].token.start, end, "SITE")
            return
        folded = self.words[noun].token.folded
        is_sure = not self.lexicon.has("twofold", folded) or first < noun or folded in _NAMED
        start = self._run(first, is_capital=False)
        if is_sure and start < first and self._is_led(start, first) and any(map(self._is_own, range(start, first))):
            yield Held(self.words[start].token.start, end, PLACE)

    def _after_noun(self, noun: int) -> Iterator[Span]:
        end = noun
        while end + 1 < len(self.words) and end - noun < LONGEST and self._touches(end):
            token = self.words[end + 1].token
            if not token.is_capital and token.folded not in _PARTICLES:
                break
            end += 1
        if end + 1 < len(self.words) and self.words[end].token.folded in _SAINTS:  # clinica santa maria
            end += 1
        while end > noun and not (self.words[end].token.is_capital or self.words[end - 1].token.folded in _SAINTS):
            end -= 1
        if end > noun and self._is_own(end):
            yield Span(self.words[noun].token.start, self.words[end].token.end, "SITE")

    def _run(self, noun: int, *, is_capital: bool) -> int:
        """Return where the words begin that name the place whose noun stands at a position."""
        at = noun
        while at and noun - at < LONGEST and self._touches(at - 1) and not self.words[at - 1].token.is_possessive:
            word = self.words[at - 1]
            is_part = word.token.is_capital if is_capital else self._may_name(word)
            if not is_part and not (
                word.token.folded in (_PARTICLES if is_capital else _IN_LOWER) and at < noun and at > 1
            ):
                break
            at -= 1
        while at < noun and not self._may_open(at, is_capital=is_capital):
            at += 1
        return at

    def _may_open(self, at: int, *, is_capital: bool) -> bool:
        word = self.words[at]
        if not is_capital:
            return self._may_name(word)
        return word.token.is_capital and not (word.token.is_first and (word.kind == "small" or not word.is_name))

    def _may_name(self, word: Word) -> bool:
        cues = ("generic", "determiners", "verbal", "place_words", "titles", "person_verbs", "leads")
        is_plain = word.is_fixed or any(cue in word.cues for cue in cues)
        return not is_plain and word.token.shape != "all"

    def _is_own(self, at: int) -> bool:
        """Say whether a word tells the place apart from others."""
        word = self.words[at]
        cues = ("generic", "titles", "place_after", "official")
        return not word.is_fixed and not any(cue in word.cues for cue in cues)

    def _is_led(self, at: int, noun: int) -> bool:
        before = self.words[at - 1].token.folded if at else ""
        if before == "the":
            return any(self.words[each].is_name or self.words[each].kind in SURE for each in range(at, noun))
        return at > 0 and before != "a" and self.lexicon.has("place_words", before)

    def _is_noun(self, at: int) -> bool:
        return "place_after" in self.words[at].cues

    def _touches(self, left: int) -> bool:
        gap = self.text[self.words[left].token.end : self.words[left + 1].token.start]
        return gap.strip(" \t") in {"", "."} and not self.words[left + 1].token.is_first
