"""What belongs to a masked stretch: a title before a name, an initial after it, the noun that makes a name a place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from archive.anonymize.lexicon import Lexicon
from archive.anonymize.model import Span
from archive.anonymize.words import Word

_INITIAL = re.compile(r"[ \t]+(?:([b-hj-npr-xzB-HJ-Z])\b(?!['\u2019-])\.?|([AIOYaioy])\.)(?=[\s,;:.)!?/*_\]]|$)")

_GRADES = re.compile(r"(?:\s+k|(?<=\sk))-?(?:5|6|8|12)\b", re.IGNORECASE)
_INITIALS_BEFORE = re.compile(r"\b(?:[A-Z]\.[ \t]?){1,2}$")
_INITIAL_STOP = re.compile(r"(?<=[ \t][A-Za-z])\.(?=[\s,;:)!?]|$)")


def with_initial(text: str, end: int) -> int:
    """Return where a name ends, with the initial that may follow it."""
    match = _INITIAL.match(text, end) or _INITIAL_STOP.match(text, end)
    return match.end() if match else end


@dataclass(frozen=True)
class Extender:
    """Extends the stretches of one text."""

    text: str
    words: Sequence[Word]
    lexicon: Lexicon

    def extend(self, spans: Sequence[Span]) -> Iterator[Span]:
        """Yield every stretch, grown by what belongs to it."""
        for span in spans:
            if span.type == "PERSON":
                span = replace(span, start=self.title_before(span.start), end=with_initial(self.text, span.end))  # noqa: PLW2901 -- grown step by step
            yield self._with_noun(span) if span.type in {"PERSON", "SITE"} else span

    def title_before(self, start: int) -> int:
        """Return where a name begins, with the title or the epithet that may stand before it."""
        before = self._before(start)
        if before is None:
            return start
        token = before.token
        is_near = self.text[token.end : start].strip(" \t.") == "" and not token.is_possessive
        is_high = token.is_capital or token.shape == "all"
        is_title = self.lexicon.has("spoken_titles", token.folded) or (
            is_high and (self.lexicon.has("titles", token.folded) or self.lexicon.has("epithets", token.folded))
        )
        second = self._before(token.start)
        is_own = second is None or not any(cue in second.cues for cue in ("owners", "determiners"))
        is_title |= is_own and self.lexicon.has("epithets", token.folded)
        initials = _INITIALS_BEFORE.search(self.text, 0, start)
        return token.start if is_near and is_title else initials.start() if initials else start

    def _with_noun(self, span: Span) -> Span:
        before = self._before(span.start)
        is_led = before is not None and self.text[before.token.end : span.start].strip(" \t") == ""
        if before is not None and is_led and "place_before" in before.cues:
            span = replace(span, start=before.token.start, type="SITE")
        grades = _GRADES.match(self.text, span.end)
        if grades:
            return Span(span.start, grades.end(), "SITE")
        after = next((at for at, word in enumerate(self.words) if word.token.start >= span.end), None)
        if after is None:
            return span
        end = self._end_of_nouns(after, is_sure=span.type == "SITE", start=span.end)
        return Span(span.start, end, "SITE") if end > span.end else span

    def _end_of_nouns(self, at: int, *, is_sure: bool, start: int | None = None) -> int:
        """Return where the nouns of a place end that begin at a position."""
        end = self.words[at - 1].token.end if start is None else start
        while at < len(self.words) and self.text[end : self.words[at].token.start].strip(" \t") == "":
            token = self.words[at].token
            if not {"official", "generic"}.isdisjoint(self.words[at].cues) and self._is_noun(at + 1):
                end, at, is_sure = token.end, at + 1, True  # Eloy detention center
                continue
            is_noun = self.lexicon.has("place_after", token.folded)
            is_noun |= token.folded == "community" and token.is_capital and self._is_noun(at + 1)
            if not is_noun or (not is_sure and token.shape == "lower" and self.lexicon.has("twofold", token.folded)):
                break
            end, at = token.end, at + 1
        return end

    def _is_noun(self, at: int) -> bool:
        return at < len(self.words) and "place_after" in self.words[at].cues

    def _before(self, start: int) -> Word | None:
        found = None
        for word in self.words:
            if word.token.end > start:
                break
            found = word
        return found
