"""What is known about each word of a text before its neighbours are asked."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from archive.anonymize.kinds import Kinds
from archive.anonymize.language import Setting
from archive.anonymize.lexicon import Lexicon
from archive.anonymize.near import is_near_name
from archive.anonymize.tokens import Shape, Token
from archive.anonymize.weights import Kind

REMEMBERED = 1 << 15  # words whose look-up is kept
_SMALL = re.compile(r"(\w{3,}?)c?it[oa]")


_Known = tuple[Kind, bool, bool, bool, bool, bool, frozenset[str]]  # a word without its token


class Word(NamedTuple):
    """A token and what the lists say about it."""

    token: Token
    kind: Kind
    is_first: bool  # a first name, whatever else it is
    is_last: bool
    is_english: bool
    is_near_name: bool
    is_known: bool  # on the roster
    cues: frozenset[str]  # the short lists that it is on

    @property
    def is_name(self) -> bool:
        """Whether a list of names has it."""
        return self.is_first or self.is_last

    @property
    def is_fixed(self) -> bool:
        """Whether it is a small word or on the allow-list."""
        return self.kind in {"small", "allowed"}


class WordReader:
    """Looks words up: the lexicon, and the roster's names as names."""

    def __init__(
        self, lexicon: Lexicon, roster_words: Collection[str], people: Collection[str], near_names: frozenset[str]
    ) -> None:
        self._lexicon, self._kinds = lexicon, Kinds(lexicon)
        self._roster, self._people = roster_words, people
        self._near_names = near_names
        self._known: dict[tuple[str, Shape, bool, Setting], _Known] = {}

    def read(self, tokens: Sequence[Token], setting: Setting) -> list[Word]:
        """Return what is known about each token."""
        return [self._word(token, setting) for token in tokens]

    def _word(self, token: Token, setting: Setting) -> Word:
        key = (token.folded, token.shape, token.is_first, setting)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._known[key] = self._looked_up(token, setting)
        return Word(token, *known)

    def _looked_up(self, token: Token, setting: Setting) -> _Known:
        lexicon, folded = self._lexicon, self._kinds.base(token)
        bare = folded.replace("'", "")
        parts = [part for part in folded.split("-") if part]
        is_first = self._is_first_name(bare, parts)
        is_last = bare in lexicon.last or bare in self._roster
        kind = self._kinds.of(token, setting, is_first=is_first, is_last=is_last)
        is_english = lexicon.is_english(folded) and not (setting.is_spanish and folded in lexicon.spanish)
        is_near = kind in {"slip", "unknown", "formed"} and is_near_name(bare, self._near_names)
        return kind, is_first, is_last, is_english, is_near, bare in self._people, lexicon.cues_of(token.folded)

    def _is_first_name(self, bare: str, parts: Sequence[str]) -> bool:
        first = self._lexicon.first
        if bare in first or (len(parts) > 1 and any(map(self._is_pure_first, parts))):
            return True
        if len(parts) > 1 and all(part in first for part in parts):  # blessing-joy
            return True
        if len(parts) == 2 and parts[0] == parts[1]:
            return True
        small = _SMALL.fullmatch(bare)  # a pet form: Juanita, Toñito
        return small is not None and any(small.group(1) + ending in first for ending in ("", "o", "a"))

    def _is_pure_first(self, part: str) -> bool:
        return part in self._lexicon.first and not self._lexicon.is_english(part)
