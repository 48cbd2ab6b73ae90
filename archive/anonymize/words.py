"""What is known about each word of a text before its neighbours are asked."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from archive.anonymize.lexicon import Lexicon
from archive.anonymize.lexicon.english import is_english_form
from archive.anonymize.near import is_near, is_near_name
from archive.anonymize.tokens import Token

SPANISH_SHARE = 0.12  # of a text's words: enough Spanish function words to read it as Spanish
_CONTRACTION = re.compile(r"(?:n't|'(?:m|ve|ll|d|re|t|s|all))$")
SHORTEST_WORD = 3  # shorter unknown words are abbreviations


@dataclass(frozen=True)
class Word:
    """A token and what the lists say about it."""

    token: Token
    is_never: bool
    is_allowed: bool
    is_ordinary: bool
    is_english: bool
    is_first: bool
    is_last: bool
    is_weak: bool
    is_slip: bool  # unknown, and one slip from an ordinary word
    is_near_name: bool

    @property
    def is_name(self) -> bool:
        """Whether a list of names has it."""
        return self.is_first or self.is_last

    @property
    def is_pure_name(self) -> bool:
        """Whether it is a name and nothing else."""
        return self.is_name and not self.is_ordinary and not self.is_never and not self.is_allowed

    @property
    def is_unknown(self) -> bool:
        """Whether no list has it."""
        return not (self.is_name or self.is_ordinary or self.is_never or self.is_allowed)


class WordReader:
    """Looks words up: the lexicon, and the roster's names as names."""

    def __init__(self, lexicon: Lexicon, roster_words: Collection[str], near_names: frozenset[str]) -> None:
        self._lexicon = lexicon
        self._roster = roster_words
        self._near_names = near_names

    def read(self, tokens: Sequence[Token]) -> list[Word]:
        """Return what is known about each token."""
        is_spanish = self.is_spanish(tokens)
        return [self._word(token, is_spanish=is_spanish) for token in tokens]

    def is_spanish(self, tokens: Sequence[Token]) -> bool:
        """Say whether enough of these words are the small words of Spanish."""
        signs = sum(self._lexicon.has("spanish_signs", token.folded) for token in tokens)
        return signs > SPANISH_SHARE * len(tokens)

    def _word(self, token: Token, *, is_spanish: bool) -> Word:
        lexicon = self._lexicon
        folded = token.folded if lexicon.is_english(token.folded) else _CONTRACTION.sub("", token.folded)
        bare = folded.replace("'", "")
        parts = [part for part in folded.split("-") if part]
        is_first = bare in lexicon.first or any(self._is_pure_first(part) for part in parts if len(parts) > 1)
        is_last = bare in lexicon.last or bare in self._roster
        is_ordinary = self._is_ordinary(token, folded, is_name=is_first or is_last, is_spanish=is_spanish)
        is_allowed = self._is_allowed(token, parts)
        is_known = is_first or is_last or is_ordinary or is_allowed
        is_slip = not is_known and self._is_slip(token, is_spanish=is_spanish)
        return Word(
            token=token,
            is_never=lexicon.has("never", folded),
            is_allowed=is_allowed,
            is_ordinary=is_ordinary,
            is_english=lexicon.is_english(folded) and not (is_spanish and folded in lexicon.spanish),
            is_first=is_first,
            is_last=is_last,
            is_weak=lexicon.has("weak", folded),
            is_slip=is_slip,
            is_near_name=not is_known and is_near_name(bare, self._near_names),
        )

    def _is_pure_first(self, part: str) -> bool:
        return part in self._lexicon.first and not self._lexicon.is_english(part)

    def _is_ordinary(self, token: Token, folded: str, *, is_name: bool, is_spanish: bool) -> bool:
        parts = [part for part in folded.split("-") if part]
        if self._lexicon.is_english(folded):
            return True
        if len(parts) > 1 and all(self._lexicon.is_ordinary(part) or part in self._lexicon.allowed for part in parts):
            return True
        if is_name:  # a name that Spanish also has as a word: only where Spanish is spoken, and only in the dictionary
            return is_spanish and folded in self._lexicon.spanish
        if folded in self._lexicon.spanish:
            return True
        if (is_spanish or token.shape == "lower") and self._lexicon.is_spanish(folded):
            return True
        return (token.shape == "lower" or token.is_first) and is_english_form(folded, self._lexicon.english)

    def _is_allowed(self, token: Token, parts: Sequence[str]) -> bool:
        allowed = self._lexicon.allowed
        return token.folded in allowed or (len(parts) > 1 and all(part in allowed for part in parts))

    def _is_slip(self, token: Token, *, is_spanish: bool) -> bool:
        if len(token.text) < SHORTEST_WORD:
            return True
        return is_near(token.folded, self._lexicon.english) or (
            is_spanish and is_near(token.folded, self._lexicon.spanish)
        )
