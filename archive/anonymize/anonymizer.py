"""The layers in their order: patterns, roster, closed vocabulary; then what belongs together is joined and masked.

Nothing is sent anywhere: lists, rules and the caller's roster are all there is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from archive.anonymize.extending import Extender, with_initial
from archive.anonymize.initials import find_initials
from archive.anonymize.judging import Judge
from archive.anonymize.language import setting_of
from archive.anonymize.lexicon import Lexicon, lexicon
from archive.anonymize.masks import joined, replaced, with_role
from archive.anonymize.model import Held, Masked, Span, Type
from archive.anonymize.near import names_near
from archive.anonymize.patterns import find_patterns
from archive.anonymize.places import Places
from archive.anonymize.pointing import find_pointing
from archive.anonymize.roster import Hit, Roster, RosterFinder
from archive.anonymize.tokens import Token, tokens_of
from archive.anonymize.weights import SURE
from archive.anonymize.words import Word, WordReader


class Anonymizer:
    """Masks what points at people. Build it once per roster; it keeps no texts, only what it knows of single words."""

    def __init__(self, roster: Roster | None = None) -> None:
        self._lexicon: Lexicon = lexicon()
        self._finder = RosterFinder(roster or Roster(), self._lexicon)
        self._near = names_near(self._finder.words | self._lexicon.first)
        self._reader = WordReader(self._lexicon, self._finder.words, self._finder.people, self._near)

    def mask(self, text: str) -> Masked:
        """Return the text with names, places, numbers and dates masked, and what is only suspected."""
        tokens = tokens_of(text)
        setting = setting_of(tokens)
        words = self._reader.read(tokens, setting)
        present = {token.folded for token in tokens}
        found = list(find_patterns(text, present))
        found += find_initials(text)
        hits = [hit for hit in self._finder.find(text) if self._is_confirmed(hit, words)]
        found += [_whole(hit, tokens) for hit in hits]
        known = _covered(tokens, [span for span in found if span.type in {"PERSON", "SITE"}])
        taken = _covered(tokens, found)
        held = [Held(*pointing) for pointing in find_pointing(text, present)]
        judge = Judge(self._lexicon, text, words, known, is_spanish=setting.is_spanish)
        extender = Extender(text, words, self._lexicon)
        for at, judgement in judge.judge_all(taken):
            token = tokens[at]
            if judgement.verdict == "mask":
                found.append(Span(token.start, token.end, _type_of(words, at, self._lexicon)))
            else:
                start = extender.title_before(token.start)
                held.append(Held(start, with_initial(text, token.end), judgement.why))
        for place in Places(text, words, self._lexicon).find():
            found.append(place) if isinstance(place, Span) else held.append(place)
        spans = joined(extender.extend(joined(found, text)), text)
        staff = [(hit.start, hit.end) for hit in hits if hit.kind == "person"]
        spans = [self._with_role(span, text, tokens, staff) for span in spans]
        language: Literal["en", "es"] = "es" if setting.is_spanish else "en"
        return Masked(text, replaced(text, spans), tuple(spans), _without_overlaps(held, spans), language)

    def _with_role(self, span: Span, text: str, tokens: Sequence[Token], staff: Sequence[tuple[int, int]]) -> Span:
        is_staff = any(start < span.end and span.start < end for start, end in staff)
        return with_role(span, text, tokens, self._lexicon, is_staff=is_staff)

    def _is_confirmed(self, hit: Hit, words: Sequence[Word]) -> bool:
        """Say whether a known form is surely meant: a weak one is left to the judge unless it is written as a name."""
        inside = [word for word in words if hit.start <= word.token.start < hit.end]
        if not hit.is_weak:
            return True
        if hit.kind == "site" and len(inside) == 1 and hit.end - hit.start <= 6 and inside[0].token.shape == "all":
            return True
        is_written_as_name = bool(inside) and all(word.token.is_capital for word in inside)
        is_weak_start = bool(inside) and inside[0].token.is_first and inside[0].kind not in SURE
        return is_written_as_name and not is_weak_start


def _whole(hit: Hit, tokens: Sequence[Token]) -> Span:
    """Return a known form as a stretch of whole words: Jean in Jean-Baptiste is all of it."""
    inside = [token for token in tokens if token.start < hit.end and hit.start < token.end]
    start = min((hit.start, *(token.start for token in inside)))
    end = max((hit.end, *(token.end for token in inside)))
    return Span(start, end, "PERSON" if hit.kind == "person" else "SITE")


def _type_of(words: Sequence[Word], at: int, lists: Lexicon) -> Type:
    """Say what a word without a place on any list most likely names."""
    word = words[at]
    before, second = (words[at - back].token.folded if at >= back else "" for back in (1, 2))
    is_place = lists.has("inside_words", before) or (lists.has("ways", before) and lists.has("moving", second))
    return "SITE" if word.token.shape == "all" or (is_place and not word.is_first) else "PERSON"


def _covered(tokens: Sequence[Token], spans: Sequence[Span]) -> frozenset[int]:
    if not spans:
        return frozenset()
    return frozenset(
        at
        for at, token in enumerate(tokens)
        if any(span.start < token.end and token.start < span.end for span in spans)
    )


def _without_overlaps(held: Sequence[Held], spans: Sequence[Span]) -> tuple[Held, ...]:
    """Return what is left of each held stretch beside what is masked, and beside what is held already."""
    if not held:
        return ()
    kept: list[Held] = []
    for each in sorted(held, key=lambda each: (each.start, -each.end)):
        taken = sorted([(span.start, span.end) for span in spans] + [(other.start, other.end) for other in kept])
        kept += (Held(start, end, each.why) for start, end in _left(each, taken))
    return tuple(sorted(kept, key=lambda each: each.start))


def _left(held: Held, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    at = held.start
    for start, end in taken:
        if end > at and start < held.end:
            if start > at:
                yield at, start
            at = end
    if at < held.end:
        yield at, held.end
