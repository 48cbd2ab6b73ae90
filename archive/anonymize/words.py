"""What is known about each word of a text before its neighbours are asked."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from archive.anonymize.language import Setting
from archive.anonymize.lexicon import Lexicon
from archive.anonymize.lexicon.english import is_english_form
from archive.anonymize.near import is_near, is_near_name
from archive.anonymize.tokens import Shape, Token
from archive.anonymize.weights import Kind

_CONTRACTION = re.compile(r"(?:n't|'(?:m|ve|ll|d|re|t|s|all))$")
REMEMBERED = 1 << 15  # words whose look-up is kept
SHORTEST_SLIP = 5  # letters: a shorter unknown word is one slip from anything, and as likely a name
_COMMON_SLIPS = """
teh hte taht thsi jsut whit adn nad waht wnat nto yuo thn thx whn wich wil becuz becuse
"""
COMMON_SLIPS = frozenset(_COMMON_SLIPS.split())
_REPEATED = re.compile(r"(\w)\1{2,}")
_SMALL = re.compile(r"(\w{3,}?)c?it[oa]")
LONGEST_ACRONYM = 4  # a longer allowed word is none: "Ngo" is a surname, "Native" is not
SHORTEST_WORD = 3  # shorter unknown words are abbreviations


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
        self._lexicon = lexicon
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
        lexicon = self._lexicon
        folded = token.folded if lexicon.is_english(token.folded) else _CONTRACTION.sub("", token.folded)
        bare = folded.replace("'", "")
        parts = [part for part in folded.split("-") if part]
        is_first = self._is_first_name(bare, parts)
        is_last = bare in lexicon.last or bare in self._roster
        kind = self._kind(token, folded, setting, is_first=is_first, is_last=is_last)
        is_english = lexicon.is_english(folded) and not (setting.is_spanish and folded in lexicon.spanish)
        is_near = kind in {"slip", "unknown", "formed"} and is_near_name(bare, self._near_names)
        return kind, is_first, is_last, is_english, is_near, bare in self._people, lexicon.cues_of(token.folded)

    def _kind(self, token: Token, folded: str, setting: Setting, *, is_first: bool, is_last: bool) -> Kind:
        lexicon = self._lexicon
        if lexicon.has("never", folded) or lexicon.has("never", _CONTRACTION.sub("", folded)):
            return "small"
        if folded.endswith("n't"):
            return "small"
        if token.shape == "lower" and lexicon.has("auxiliaries", folded):
            return "auxiliary"
        parts = [part for part in folded.split("-") if part]
        if token.folded in lexicon.allowed or (len(parts) > 1 and all(part in lexicon.allowed for part in parts)):
            if not token.text.isascii() and lexicon.has("accented_names", folded):
                return "name"
            is_surname = is_last and token.shape == "capital" and not token.is_first and len(folded) <= LONGEST_ACRONYM
            if not is_first and not is_surname:
                return "allowed"
            return "season" if token.is_capital or token.is_possessive else "lower season"
        ordinary = self._ordinary(token, folded, setting, is_name=is_first or is_last)
        if is_first or is_last:
            is_short = not is_first and len(folded) <= SHORTEST_WORD and token.shape == "lower"
            return self._of_name(token, setting, ordinary, is_only_last=not is_first) if ordinary else (
                "short" if is_short else "name")  # fmt: skip
        if ordinary:
            return ordinary
        if lexicon.has("titles", folded) or lexicon.has("pure_titles", folded):
            return "allowed"
        if len(folded) < SHORTEST_WORD:
            return "short"
        if self._is_drawn_out(folded):
            return "everyday"
        return "slip" if self._is_slip(token, setting) else "unknown"

    def _of_name(self, token: Token, setting: Setting, ordinary: Kind, *, is_only_last: bool) -> Kind:
        lexicon, folded = self._lexicon, _CONTRACTION.sub("", token.folded) if not self._lexicon.is_english(token.folded) else token.folded
        if is_only_last and token.shape == "lower":
            return "surname" if folded in lexicon.common else "weak"
        if lexicon.has("kin", folded) or lexicon.has("titles", folded):
            return "weak"
        if lexicon.has("weak", folded):
            return "weak" if is_only_last else "weak name"
        if folded in lexicon.english:
            if is_only_last:
                return "uncommon" if folded in lexicon.rare else "weak"
            return "rare name" if folded in lexicon.rare else "twofold" if folded in lexicon.common else "uncommon"
        if is_only_last:
            return "weak"
        if ordinary == "foreign":
            return "rare name"
        return "twofold" if setting.is_spanish and token.shape == "lower" else "uncommon"

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

    def _ordinary(self, token: Token, folded: str, setting: Setting, *, is_name: bool) -> Kind | None:
        """Say what kind of vocabulary a word is, None for none."""
        lexicon = self._lexicon
        if setting.is_spanish and token.shape == "lower" and not token.is_possessive and lexicon.is_spanish(folded):
            return "word" if folded in lexicon.spanish else "everyday"
        if lexicon.is_english(folded):
            is_everyday = token.shape == "lower" and folded in lexicon.common
            return "everyday" if is_everyday else "rare" if folded in lexicon.rare else "word"
        parts = [part for part in folded.split("-") if part]
        if len(parts) > 1 and all(lexicon.is_ordinary(part) or part in lexicon.allowed for part in parts):
            return "rare" if is_name else "formed"
        if token.is_possessive:  # no word of Spanish has an English ending
            return None
        if folded in lexicon.spanish:
            if setting.has_spanish:
                return "word"
            return None if is_name else "foreign"
        if is_name:
            return None
        if setting.has_spanish and (setting.is_spanish or token.shape == "lower") and lexicon.is_spanish(folded):
            return "everyday" if token.shape == "lower" else "word"
        if (token.shape == "lower" or token.is_first) and is_english_form(folded, lexicon.common):
            return "formed"
        return None

    def _is_drawn_out(self, folded: str) -> bool:
        """Say whether it is an everyday word that somebody drew out: sooo, pleaseee."""
        once, twice = _REPEATED.sub(r"\1", folded), _REPEATED.sub(r"\1\1", folded)
        lists = (self._lexicon.common, self._lexicon.spanish, self._lexicon.cues["never"])
        return once != folded and any(form in words for form in (once, twice) for words in lists)

    def _is_slip(self, token: Token, setting: Setting) -> bool:
        if token.folded.endswith(("ing", "tion", "ly", "ment")) and token.shape == "lower":
            return is_near(token.folded, self._lexicon.english)
        if len(token.text) < SHORTEST_SLIP:
            return token.folded in COMMON_SLIPS
        return is_near(token.folded, self._lexicon.common) or (
            setting.is_spanish and is_near(token.folded, self._lexicon.spanish)
        )
