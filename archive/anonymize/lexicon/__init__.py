"""The closed vocabulary: ordinary words, names, and the short lists that were written for community schools."""

from __future__ import annotations

import gzip
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from archive.anonymize.lexicon.spanish import is_spanish_form

HERE = Path(__file__).parent


_VOCABULARY = ("addressing", "leads", "acting", "saying", "person_verbs", "kin", "student", "belongings", "roles")
_BEFORE_NAMES = ("leads", "spanish_leads", "addressing", "bridges", "asking", "being", "pure_titles")


def _compiled(name: str) -> frozenset[str]:
    return frozenset(gzip.decompress((HERE / f"{name}.gz").read_bytes()).decode().split("\n"))


@dataclass(frozen=True)
class Lexicon:
    """Every list, folded. Load it once with `lexicon`."""

    english: frozenset[str]
    common: frozenset[str]  # of English, what everybody uses every day
    rare: frozenset[str]  # of English, what few people write
    spanish: frozenset[str]
    first: frozenset[str]
    last: frozenset[str]
    allowed: frozenset[str]
    cues: dict[str, frozenset[str]]

    def is_ordinary(self, word: str) -> bool:
        """Say whether a folded word is English or Spanish vocabulary, in any of its forms."""
        return self.is_english(word) or self.is_spanish(word)

    def is_english(self, word: str) -> bool:
        """Say whether a folded word is English vocabulary."""
        return word in self.english

    def is_spanish(self, word: str) -> bool:
        """Say whether a folded word is Spanish vocabulary, inflected or not."""
        return word in self.spanish or is_spanish_form(word, self.spanish)

    def is_name(self, word: str) -> bool:
        """Say whether a folded word is a first name or a surname."""
        bare = word.replace("'", "")
        return bare in self.first or bare in self.last

    def cues_of(self, word: str) -> frozenset[str]:
        """Return which of the short lists a folded word is on."""
        return frozenset(cue for cue, words in self.cues.items() if word in words)

    def has(self, cue: str, word: str) -> bool:
        """Say whether a folded word is on one of the short lists."""
        return word in self.cues[cue]


@cache
def lexicon() -> Lexicon:
    """Return the lexicon, read once."""
    lists = tomllib.loads((HERE / "cues.toml").read_text(encoding="utf-8"))
    cues = {name: frozenset(text.split()) for name, text in lists["words"].items()}
    cues["before_names"] = frozenset().union(*(cues[name] for name in _BEFORE_NAMES))
    first, last = _compiled("first") - cues["no_first"], _compiled("last")
    mostly = _compiled("mostly") - cues["words_after_all"]
    english = _compiled("english") - mostly
    peoples = _compiled("peoples") - first - english
    spoken = frozenset().union(*(cues[name] for name in _VOCABULARY)) - english  # what we look for is known
    return Lexicon(
        english=english | cues["more_english"],
        common=_compiled("common"),
        rare=_compiled("rare") - cues["more_english"],
        spanish=_compiled("spanish") - mostly | cues["more_spanish"] | spoken,
        first=first | cues["more_first"],
        last=last | cues["more_last"],
        allowed=cues["allowed"] | (peoples - cues["more_first"]),
        cues=cues,
    )


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """Return the short and pet forms of first names, both ways: of a name its nicknames, of a nickname its names."""
    lists = tomllib.loads((HERE / "cues.toml").read_text(encoding="utf-8"))["nicknames"]
    found: dict[str, set[str]] = {}
    for name, text in lists.items():
        group = {name, *text.split()}
        for each in group:
            found.setdefault(each, set()).update({name} if each != name else group)
    return {each: frozenset(group - {each}) for each, group in found.items()}
