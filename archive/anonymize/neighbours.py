"""What stands beside a word: titles, names, kin, belongings, phrases."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from archive.anonymize.lexicon import Lexicon
from archive.anonymize.words import Word

_BETWEEN_NAMES = " \t-&.\"'\u2018\u2019\u201c\u201d"  # what may stand between two words of one name

_GRADE = re.compile(r"[\s,(]*\d{1,2}(?:st|nd|rd|th)[\s-]+gr", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\((?!\d{3}\))")  # but not the area of a phone number


@dataclass(frozen=True)
class Neighbours:
    """The words of one text; `known` are the positions that the roster has taken, `masked` grows as they are judged."""

    _lexicon: Lexicon
    _text: str
    _words: Sequence[Word]
    _known: frozenset[int]
    _masked: Collection[int]

    def _word(self, at: int) -> Word | None:
        return self._words[at] if 0 <= at < len(self._words) else None

    def _gap(self, left: int) -> str:
        """Return what stands between a word and the next one."""
        return self._text[self._words[left].token.end : self._words[left + 1].token.start]

    def touches(self, left: int) -> bool:
        """Say whether nothing but what stands inside a name parts a word from the next one."""
        if not 0 <= left < len(self._words) - 1:
            return False
        gap = self._gap(left)
        return gap.strip(_BETWEEN_NAMES) == "" and not self._words[left + 1].token.is_first and gap != ". "

    def follows_title(self, at: int) -> bool:
        """Say whether a title stands before it and it is what the title belongs to."""
        before, word = self._word(at - 1), self._words[at]
        if before is None or not self._lexicon.has("titles", before.token.folded) or not self._title_touches(at - 1):
            return False
        if before.token.is_possessive:
            return False
        if self._lexicon.has("pure_titles", before.token.folded):
            return word.token.shape != "lower" or word.is_unknown or (word.is_name and not word.is_never)
        is_nobody = word.is_never or word.is_allowed or self._lexicon.has("titles", word.token.folded)
        if is_nobody or word.token.shape == "lower":
            return word.is_pure_name
        return word.is_name or word.is_unknown

    def _title_touches(self, left: int) -> bool:
        return self._gap(left).strip(" \t.") == ""

    def _is_name_like(self, at: int) -> bool:
        word = self._word(at)
        if word is None:
            return False
        if at in self._known or at in self._masked:
            return True
        is_odd = word.is_unknown and word.token.is_capital and not (word.is_slip and word.token.is_first)
        return word.is_pure_name or is_odd

    def name_beside(self, at: int) -> bool:
        """Say whether the word before or after it is a name that it belongs to."""
        after = self.touches(at) and self._is_name_like(at + 1) and not self._words[at].token.is_possessive
        return after or self.follows_name(at)

    def follows_name(self, at: int) -> bool:
        """Say whether a first name or a known name stands right before it."""
        if not self.touches(at - 1) or self._words[at - 1].token.is_possessive:
            return False
        is_sure = self._words[at - 1].is_first or at - 1 in self._known or at - 1 in self._masked
        return is_sure and self._is_name_like(at - 1)

    def first_name_beside(self, at: int) -> bool:
        """Whether it is one of two first names in a row: "maria elena"."""
        pairs = ((at, at + 1), (at - 1, at - 1))
        return any(
            self.touches(left) and self._words[other].is_first and self._is_name_like(other) for left, other in pairs
        )

    def name_listed(self, at: int) -> bool:
        """Whether it stands in a list with names: "Noor, Sam and Siobhan"."""
        for left, other in ((at - 1, at - 1), (at, at + 1)):
            if 0 <= left < len(self._words) - 1 and self._gap(left).strip() == "," and self._is_name_like(other):
                return True
        joins = {"and", "y", "e", "&", "or"}
        for joint, other in ((at - 1, at - 2), (at + 1, at + 2)):
            word = self._word(joint)
            if word is not None and word.token.folded in joins and self._is_name_like(other):
                return True
        return False

    def kin_before(self, at: int) -> bool:
        """Say whether a word for somebody stands right before it: "my student …"."""
        before = self._word(at - 1)
        return (
            before is not None
            and not before.token.is_possessive
            and self._lexicon.has("kin", before.token.folded)
            and self._gap(at - 1).strip(" \t,:(") == ""
            and len(before.token.text) > 1
        )

    def named_before(self, at: int) -> bool:
        """Say whether it follows "named" or "called"."""
        before = self._word(at - 1)
        return before is not None and before.token.folded in {"named", "called", "llamado", "llamada", "llama"}

    def has_belonging(self, at: int) -> bool:
        """Say whether it has something a person has: "…'s mother"."""
        token, after = self._words[at].token, self._word(at + 1)
        return token.is_possessive and after is not None and self._lexicon.has("belongings", after.token.folded)

    def person_after(self, at: int) -> bool:
        """Say whether something follows that a person does."""
        after = self._word(at + 1)
        return after is not None and self._lexicon.has("person_verbs", after.token.folded)

    def stands_as_name(self, at: int) -> bool:
        """Say whether no article stands before it and no noun after it: "we asked … for", "… needs"."""
        word, before, after = self._words[at], self._word(at - 1), self._word(at + 1)
        if self._lexicon.has("auxiliaries", word.token.folded):
            return False
        if word.token.is_first or before is None:
            return self.person_after(at)
        if not self._lexicon.has("leads", before.token.folded):
            return False
        is_end = after is None or after.token.is_first or self._gap(at).strip() != ""
        return is_end or word.token.is_possessive or self._is_small_word(at + 1) or self.person_after(at)

    def _is_small_word(self, at: int) -> bool:
        word = self._word(at)
        return word is not None and word.is_never

    def has_grade(self, at: int) -> bool:
        """Say whether a school grade follows: "… (8th grade)"."""
        return _GRADE.match(self._text, self._words[at].token.end) is not None

    def starts_name(self, at: int) -> bool:
        """Say whether it is a first name before a surname, both with capitals, and not both plain English words."""
        if not self.touches(at) or self._words[at].token.is_possessive:
            return False
        first, last = self._words[at], self._words[at + 1]
        is_pair = first.is_first and last.is_last and first.token.is_capital and last.token.is_capital
        return is_pair and not (first.is_english and last.is_english)

    def in_small_pair(self, at: int) -> bool:
        """Say whether it is one of first name and surname in lower case, neither an English word: "pablo cruz"."""
        word = self._words[at]
        if word.is_last and not word.is_english and self.follows_name(at):
            return True
        return any(self._is_small_pair(left) for left in (at - 1, at))

    def _is_small_pair(self, left: int) -> bool:
        if not self.touches(left):
            return False
        first, last = self._words[left], self._words[left + 1]
        is_plain = any(word.is_english or word.is_never for word in (first, last))
        return first.is_first and last.is_last and not is_plain

    def opens_bracket(self, at: int) -> bool:
        """Say whether a bracket opens right after it."""
        return _BRACKET.match(self._text, self._words[at].token.end) is not None

    def is_ending(self, at: int) -> bool:
        """Say whether it is written small and ends as verbs and adverbs do."""
        return False if self._words[at].token.is_capital else self._words[at].token.folded.endswith(("ing", "ed", "ly"))

    def place_before(self, at: int) -> bool:
        """Say whether a word that leads to a place stands before it."""
        before = self._word(at - 1)
        return before is not None and self._lexicon.has("place_words", before.token.folded)

    def is_surname(self, at: int) -> bool:
        """Say whether the word at a position is a surname with a capital."""
        word = self._word(at)
        return word is not None and word.is_last and word.token.is_capital

    def is_programme(self, at: int) -> bool:
        """Say whether it and the next word name a programme."""
        after = self._word(at + 1)
        return after is not None and self._lexicon.has(
            "programmes", f"{self._words[at].token.folded}-{after.token.folded}"
        )

    def in_phrase(self, at: int) -> bool:
        """Whether it stands among other words with capitals that are no names: "Walking School Bus"."""
        for left, other in ((at - 1, at - 1), (at, at + 1)):
            if self.touches(left) and not self._lexicon.has("openers", self._words[other].token.folded):
                word = self._words[other]
                if (word.token.is_capital or word.token.shape == "all") and not self._is_name_like(other):
                    return True
        return False
