"""The words of one text beside each other: what the signs before, after and around a word are read from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from archive.anonymize.lexicon import Lexicon
from archive.anonymize.weights import SURE, Sign
from archive.anonymize.words import Word

_BETWEEN_NAMES = " \t-&.\"'\u2018\u2019\u201c\u201d*_()"  # what may stand between two words of one name
_PAST = ("ed", "\u00f3", "aba", "\u00eda", "aron", "ando", "iendo")


@dataclass(frozen=True)
class Sentence:
    """The words of one text; `known` are the positions that the roster has taken, `masked` grows as they are judged."""

    lexicon: Lexicon
    text: str
    words: Sequence[Word]
    known: frozenset[int]
    masked: Collection[int]
    is_spanish: bool
    is_about_somebody: bool = False  # says he, her, ella

    def word(self, at: int) -> Word | None:
        """Return the word at a position, None outside."""
        return self.words[at] if 0 <= at < len(self.words) else None

    def has(self, cue: str, at: int) -> bool:
        """Say whether the word at a position is on one of the short lists."""
        return 0 <= at < len(self.words) and cue in self.words[at].cues

    def gap(self, left: int) -> str:
        """Return what stands between a word and the next one."""
        return self.text[self.words[left].token.end : self.words[left + 1].token.start]

    def touches(self, left: int) -> bool:
        """Say whether nothing but what stands inside a name parts a word from the next one."""
        if not 0 <= left < len(self.words) - 1:
            return False
        gap = self.gap(left)
        return gap.strip(_BETWEEN_NAMES) == "" and not self.words[left + 1].token.is_first and gap != ". "

    def is_name_like(self, at: int) -> bool:
        """Say whether the word at a position is a name for sure."""
        word = self.word(at)
        if word is None:
            return False
        if at in self.known or at in self.masked:
            return True
        return word.kind in SURE and (word.is_name or word.token.is_capital)

    def verb(self, word: Word) -> Sign | None:
        """Return what a word after a name shows if it is something that a person does."""
        if "saying" in word.cues:
            return "says"
        if "person_verbs" in word.cues:
            return "does"
        if self.is_about_somebody and word.token.folded.endswith("s") and word.token.folded[:-1] in self.lexicon.common:
            return "does perhaps"  # struggles, in a text that says she
        return "does perhaps" if word.token.text.lower().endswith(_PAST) and word.kind != "small" else None
