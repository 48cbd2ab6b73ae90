"""What the lists say about a word: everyday, a name, both, or neither."""

from __future__ import annotations

import re

from archive.anonymize.language import Setting
from archive.anonymize.lexicon import Lexicon
from archive.anonymize.lexicon.english import is_english_form
from archive.anonymize.near import is_near
from archive.anonymize.tokens import Token
from archive.anonymize.weights import Kind

_CONTRACTION = re.compile(r"(?:n't|'(?:m|ve|ll|d|re|t|s|all))$")
SHORTEST_SLIP = 5  # letters: a shorter unknown word is one slip from anything, and as likely a name
_COMMON_SLIPS = """
teh hte taht thsi jsut whit adn nad waht wnat nto yuo thn thx whn wich wil becuz becuse
"""
COMMON_SLIPS = frozenset(_COMMON_SLIPS.split())
_OTHER_ACCENT = re.compile(
    r"[^\W\d_a-zA-Z\u00aa\u00ba\u00e1\u00e9\u00ed\u00f3\u00fa\u00fc\u00f1\u00ef\u00e7\u00c1\u00c9\u00cd\u00d3\u00da\u00dc\u00d1]"
)  # which no word of the two has
_REPEATED = re.compile(r"(\w)\1{2,}")
LONGEST_ACRONYM = 4  # a longer allowed word is none: "Ngo" is a surname, "Native" is not
SHORTEST_WORD = 3  # shorter unknown words are abbreviations


class Kinds:
    """Tells the kind of a word, given whether a list of names has it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def base(self, token: Token) -> str:
        """Return the folded word without the end of a contraction."""
        return token.folded if self._lexicon.is_english(token.folded) else _CONTRACTION.sub("", token.folded)

    def of(self, token: Token, setting: Setting, *, is_first: bool, is_last: bool) -> Kind:
        """Return the kind of a word."""
        folded = self.base(token)
        fixed = self._fixed(token, folded, is_first=is_first, is_last=is_last)
        if fixed:
            return fixed
        ordinary = self._ordinary(token, folded, setting, is_name=is_first or is_last)
        if ordinary and (is_first or is_last):
            return self._twofold(token, folded, setting, ordinary, is_only_last=not is_first)
        if is_first or is_last:
            is_short = not is_first and len(folded) <= SHORTEST_WORD and token.shape == "lower"
            return "short" if is_short else "name"
        return ordinary or self._unlisted(token, folded, setting)

    def _fixed(self, token: Token, folded: str, *, is_first: bool, is_last: bool) -> Kind | None:
        lexicon = self._lexicon
        if not token.text.isascii() and _OTHER_ACCENT.search(token.text):
            return "name"
        bare = _CONTRACTION.sub("", folded)
        if folded.endswith("n't") or lexicon.has("never", folded) or lexicon.has("never", bare):
            return "small"
        if token.shape == "lower" and lexicon.has("auxiliaries", folded):
            return "auxiliary"
        parts = [part for part in folded.split("-") if part]
        is_allowed = token.folded in lexicon.allowed or (
            len(parts) > 1 and all(part in lexicon.allowed for part in parts)
        )
        return self._allowed(token, folded, is_first=is_first, is_last=is_last) if is_allowed else None

    def _allowed(self, token: Token, folded: str, *, is_first: bool, is_last: bool) -> Kind:
        """Return the kind of a word on the allow-list, which may be a name all the same."""
        if not token.text.isascii() and self._lexicon.has("accented_names", folded):
            return "name"
        is_surname = is_last and token.shape == "capital" and not token.is_first and len(folded) <= LONGEST_ACRONYM
        if not is_first and not is_surname:
            return "allowed"
        return "season" if token.is_capital or token.is_possessive else "lower season"

    def _twofold(self, token: Token, folded: str, setting: Setting, ordinary: Kind, *, is_only_last: bool) -> Kind:
        lexicon = self._lexicon
        if is_only_last and token.shape == "lower":
            return "surname" if folded in lexicon.common else "weak"
        if lexicon.has("kin", folded) or lexicon.has("titles", folded):
            return "weak"
        if lexicon.has("weak", folded):
            return "weak" if is_only_last else "weak name"
        if is_only_last:
            return "uncommon" if folded in lexicon.rare else "weak"
        if folded in lexicon.english:
            return "rare name" if folded in lexicon.rare else "twofold" if folded in lexicon.common else "uncommon"
        if ordinary == "foreign":
            return "rare name"
        return "twofold" if setting.is_spanish and token.shape == "lower" else "uncommon"

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
        return self._spanish(token, folded, setting, is_name=is_name) or self._formed(token, folded, is_name=is_name)

    def _spanish(self, token: Token, folded: str, setting: Setting, *, is_name: bool) -> Kind | None:
        lexicon = self._lexicon
        if folded in lexicon.spanish:
            return "word" if setting.has_spanish else None if is_name else "foreign"
        is_read = setting.has_spanish and (setting.is_spanish or token.shape == "lower")
        if is_name or not is_read or not lexicon.is_spanish(folded):
            return None
        return "everyday" if token.shape == "lower" else "word"

    def _formed(self, token: Token, folded: str, *, is_name: bool) -> Kind | None:
        is_low = token.shape == "lower" or token.is_first
        return "formed" if is_low and not is_name and is_english_form(folded, self._lexicon.common) else None

    def _unlisted(self, token: Token, folded: str, setting: Setting) -> Kind:
        if self._lexicon.has("titles", folded) or self._lexicon.has("pure_titles", folded):
            return "allowed"
        if len(folded) < SHORTEST_WORD:
            return "short"
        if self._is_drawn_out(folded):
            return "everyday"
        return "slip" if self._is_slip(token, setting) else "unknown"

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
