"""The signs around a word that speak for or against a name: case, titles, kin, verbs, belongings, other names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from archive.anonymize.lexicon import Lexicon
from archive.anonymize.weights import SURE, Sign
from archive.anonymize.words import Word

_BETWEEN_NAMES = " \t-&.\"'\u2018\u2019\u201c\u201d*_()"  # what may stand between two words of one name
_BETWEEN_LISTED = re.compile(r"[\s\"'*_~()\[\]-]*[,/;&+][\s\"'*_~()\[\]-]*")
_GRADE = re.compile(
    r"[\s,(]*\d{1,2}(?:st|nd|rd|th)[\s-]+gr|\s*\(\s*\d{1,2}(?:st|nd|rd|th|\s*(?:yo|y/o|a\u00f1os|years))?\s*[),]",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*\((?!\d{3}\))")  # but not the area of a phone number
_CLAUSE_ENDS = re.compile(r"[^\w\s'\u2019-]|\n|\d|-|$")
_SIGNED = re.compile(
    r"(?:^|\n|[-\u2013\u2014,~]\s*|(?:thanks|thx|gracias|saludos|atentamente)[\s,!.]+)$", re.IGNORECASE
)
_MIGHT = frozenset({"twofold", "uncommon", "rare name"})  # kinds that might well be names
_PAST = ("ed", "\u00f3", "aba", "\u00eda", "aron", "ando", "iendo")
TITLE_CASE = 0.7  # of the words with a capital: then a capital tells nothing


@dataclass(frozen=True)
class Neighbours:
    """The words of one text; `known` are the positions that the roster has taken, `masked` grows as they are judged."""

    _lexicon: Lexicon
    _text: str
    _words: Sequence[Word]
    _known: frozenset[int]
    _masked: Collection[int]
    _is_spanish: bool

    def signs(self, at: int) -> Iterator[Sign]:
        """Yield every sign for and against a name."""
        yield from self._of_case(at)
        yield from self._of_before(at)
        yield from self._of_after(at)
        yield from self._of_names(at)
        if self._words[at].is_near_name:
            yield "near a name"

    def may_show_name(self, at: int) -> bool:
        """Say quickly whether enough signs for an ordinary word are possible at all."""
        is_led = self._has("before_names", at - 1)
        return is_led or self._words[at].token.is_possessive or self._has("saying", at + 1)

    def is_beside_name(self, at: int) -> bool:
        """Say whether the word before or after it is a name that it belongs to."""
        return self._leads_name(at) or self._follows_name(at)

    def has_title(self, at: int) -> bool:
        """Say whether a title stands right before it that is nothing else."""
        return at > 0 and self._has("pure_titles", at - 1) and self._gap(at - 1).strip(" .") == ""

    def _leads_name(self, at: int) -> bool:
        """Say whether a surname stands right after what may be its first name."""
        word = self._words[at]
        if not self._touches(at) or word.token.is_possessive or not self._is_name_like(at + 1):
            return False
        is_told = word.token.is_capital and not word.token.is_first
        after = self._words[at + 1]
        return is_told or (word.is_first and (after.is_last or after.kind in SURE))

    def _word(self, at: int) -> Word | None:
        return self._words[at] if 0 <= at < len(self._words) else None

    def _has(self, cue: str, at: int) -> bool:
        return 0 <= at < len(self._words) and self._lexicon.has(cue, self._words[at].token.folded)

    def _gap(self, left: int) -> str:
        """Return what stands between a word and the next one."""
        return self._text[self._words[left].token.end : self._words[left + 1].token.start]

    def _touches(self, left: int) -> bool:
        """Say whether nothing but what stands inside a name parts a word from the next one."""
        if not 0 <= left < len(self._words) - 1:
            return False
        gap = self._gap(left)
        return gap.strip(_BETWEEN_NAMES) == "" and not self._words[left + 1].token.is_first and gap != ". "

    def _of_case(self, at: int) -> Iterator[Sign]:
        token = self._words[at].token
        if token.is_capital:
            is_told = not token.is_first and not self._is_title_case()
            yield "capital" if is_told else "first capital"
            if is_told and self._has("place_words", at - 1):
                yield "place before"
            if self._is_programme(at) or self._is_programme(at - 1):
                yield "programme"
            elif self._in_phrase(at):
                yield "phrase"

    def _is_programme(self, left: int) -> bool:
        if not 0 <= left < len(self._words) - 1:
            return False
        pair = f"{self._words[left].token.folded}-{self._words[left + 1].token.folded}"
        return self._lexicon.has("programmes", pair)

    def _is_title_case(self) -> bool:
        shapes = [word.token.is_capital for word in self._words if word.kind != "small"]
        return len(shapes) > 4 and sum(shapes) > TITLE_CASE * len(shapes)  # noqa: PLR2004 -- fewer are a greeting

    def _of_before(self, at: int) -> Iterator[Sign]:
        before, token = self._word(at - 1), self._words[at].token
        if before is None:
            return
        gap = self._gap(at - 1)
        if token.is_first and gap.strip(" \"'\u201c") != ":":
            return
        if before.token.is_possessive:
            yield "determined"
            return
        if gap.strip(" \t,:(\"'*_[-~/\u201c") not in {"", "."}:
            return
        if gap.strip(" \t.") == "" and (title := self._title(at)):
            yield title
        elif self._has("links", at - 1) and self._has("kin", at - 2):
            yield "kin"
        elif self._words[at].kind == "season" and self._has("times", at - 1):
            yield "determined"
        elif self._has("kin", at - 1) and len(before.token.text) > 1:
            yield "kin"
        elif self._has("addressing", at - 1) or (self._has("addressing", at - 2) and self._has("bridges", at - 1)):
            yield "addressed"
        elif self._has("introducing", at - 2) and self._has("being", at - 1):
            yield "addressed"
        elif (
            (gap.strip() == ":" and self._words[at].is_name)
            or self._has("leads", at - 1)
            or (self._is_spanish and self._has("spanish_leads", at - 1))
        ):
            yield "lead"
        elif self._has("asking", at - 1) and (before.token.is_first or self._has("wonders", at - 2)):
            yield "asked about"
        elif gap.strip() == "" and self._has("determiners", at - 1):
            is_family = (
                self._has("family_articles", at - 1) and self._words[at].is_last and not token.text.endswith("s")
            )
            yield "family" if is_family else "determined"
        elif gap.strip() == "" and self._has("verbal", at - 1):
            yield "verbal"

    def _follows_kin(self, at: int) -> bool:
        """Say whether somebody is meant right before it: "my student …", "mom of …"; "child care" is nobody."""
        word = self._words[at]
        if word.token.shape == "lower" and word.kind in {"word", "rare", "formed"}:
            return False
        is_kin = self._has("kin", at - 1) and len(self._words[at - 1].token.text) > 1
        return is_kin or (self._has("links", at - 1) and self._has("kin", at - 2))

    def _title(self, at: int) -> Sign | None:
        word = self._words[at]
        if self._has("pure_titles", at - 1):
            return "title" if word.kind != "small" or word.token.is_capital else None
        if not self._has("titles", at - 1) or word.kind == "small" or self._has("titles", at):
            return None
        return "role" if word.is_name or word.token.is_capital or word.kind in {"slip", "foreign"} else None

    def _of_after(self, at: int) -> Iterator[Sign]:
        token, after = self._words[at].token, self._word(at + 1)
        if token.is_possessive:
            if self._has("belongings", at + 1):
                yield "belonging"
            if self._words[at].is_name or not self._has("belongings", at + 1):
                yield "possessive"
            return
        if _GRADE.match(self._text, token.end):
            yield "grade"
        elif _BRACKET.match(self._text, token.end):
            yield "bracket"
        if self._is_signature(at):
            yield "signature"
        elif self._has("families", at + 1) and (self._words[at].is_name or (token.is_capital and not token.is_first)):
            yield "family"
        elif self._is_initial(at + 1):
            yield "initial"
        elif at == 0 and self._text[token.end : token.end + 2] == ": ":
            yield "speaker"
        elif after is None or after.token.is_first or self._is_clause_end(at):
            yield "alone"
        elif (verb := self._verb(after)) is not None:
            yield verb
            if token.is_first and token.shape == "lower" and self._words[at].is_first:
                yield "opening"
        elif self._has("joins", at + 1) and self._has("owners", at + 2):
            yield "does"
        elif self._has("determiners", at + 1):
            yield "object after"
        elif after.kind == "small":
            yield "alone"
        elif after.token.shape == "lower" and not after.is_name:
            yield "noun after"

    def _is_initial(self, at: int) -> bool:
        word = self._word(at)
        if word is None or len(word.token.text) != 1 or not self._touches(at - 1):
            return False
        return self._text[word.token.end : word.token.end + 1] == "." or (
            word.token.text.isupper() and word.token.text not in "AIYO"
        )

    def _is_clause_end(self, at: int) -> bool:
        gap = self._gap(at).strip(" ")
        return gap != "" and _CLAUSE_ENDS.match(gap) is not None

    def _verb(self, word: Word) -> Sign | None:
        folded = word.token.folded
        if self._lexicon.has("saying", folded):
            return "says"
        if self._lexicon.has("person_verbs", folded):
            return "does"
        return "does perhaps" if word.token.text.lower().endswith(_PAST) and word.kind != "small" else None

    def _is_signature(self, at: int) -> bool:
        token = self._words[at].token
        if at < len(self._words) - 1 and "\n" not in self._gap(at):
            return False
        return bool(_SIGNED.search(self._text, max(0, token.start - 20), token.start)) and self._text[
            token.end : token.end + 2
        ].strip(" .!") in {"", "\n"}

    def _of_names(self, at: int) -> Iterator[Sign]:
        if self.is_beside_name(at):
            yield "beside a name"
        elif self._is_listed(at):
            yield "listed"
        elif self._is_apart(at):
            yield "apart"
        elif self._is_pair(at) or self._is_pair(at - 1):
            yield "pair"

    def _is_name_like(self, at: int) -> bool:
        word = self._word(at)
        if word is None:
            return False
        if at in self._known or at in self._masked:
            return True
        return word.kind in SURE and (word.is_name or word.token.is_capital)

    def _follows_name(self, at: int) -> bool:
        """Say whether a first name or a known name stands right before it, which no small word or verb follows."""
        word = self._words[at]
        if not self._touches(at - 1) or self._words[at - 1].token.is_possessive or self._verb(word) is not None:
            return False
        if word.token.shape == "lower" and not word.is_name and word.kind not in {"slip", "short"}:
            return False
        return self._is_name_like(at - 1)

    def _is_listed(self, at: int) -> bool:
        """Whether it stands in a list with names: "Noor, Sam and Siobhan"."""
        for left, other in ((at - 1, at - 1), (at, at + 1)):
            if 0 <= left < len(self._words) - 1 and self._is_person(other, at):
                if _BETWEEN_LISTED.fullmatch(self._gap(left)):
                    return True
        return any(self._has("joins", at + way) and self._is_person(at + 2 * way, at) for way in (-1, 1))

    def _is_apart(self, at: int) -> bool:
        word = self._words[at]
        if not (word.is_first and word.kind in _MIGHT and 0 < at < len(self._words) - 1):
            return False
        return self._gap(at - 1).strip() == "," == self._gap(at).strip()

    def _is_person(self, other: int, at: int) -> bool:
        """Say whether the word that "and" joins it to is a name, or might be one if it might itself."""
        word = self._word(other)
        if word is None:
            return False
        kinds = {word.kind, self._words[at].kind}
        is_likely = kinds <= {*_MIGHT, "weak", "auxiliary"} and not kinds.isdisjoint(_MIGHT)
        return self._is_name_like(other) or (word.is_first and is_likely)

    def _is_pair(self, left: int) -> bool:
        """Say whether a first name and a surname meet that are both words: "hope banks", "paz luna"."""
        if not self._touches(left):
            return False
        first, last = self._words[left], self._words[left + 1]
        if not (first.is_first and last.is_last) or first.token.is_possessive or first.is_fixed or last.kind == "small":
            return False
        if self._verb(last) is not None or first.token.is_capital != last.token.is_capital:
            return False
        return first.kind != "weak" or first.token.is_capital

    def _in_phrase(self, at: int) -> bool:
        """Whether it stands among other words with capitals that are no names: "Walking School Bus"."""
        for left, other in ((at - 1, at - 1), (at, at + 1)):
            if self._touches(left) and not self._has("openers", other):
                word = self._words[other]
                if word.kind == "small" and word.token.is_first:
                    continue
                if (word.token.is_capital or word.token.shape == "all") and not self._is_name_like(other):
                    first, last = self._words[left], self._words[left + 1]
                    plain = {"small", "allowed", "season", "weak"}
                    return not (first.is_first and last.is_last and plain.isdisjoint({first.kind, last.kind}))
        return False
