"""How well a text was anonymized: a span is found when every token of it is masked, under any type."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive.anonymize import Anonymizer, Masked, Roster

SAMPLE = Path(__file__).with_name("sample")
_TOKEN = re.compile(r"\w+")
_ASIDE_WORDS = """
the a an of at in on and her his s mother twin mr mrs ms miss dr rev sgt supt principal prinicpal coach attorney
el la los las de del en y a sr sra srta señor señora señorita don doña doctor doctora maestra maestro profe
sister officer dob
"""
_ASIDE = frozenset(
    _ASIDE_WORDS.split()
)  # function words, kin and titles, in both languages, as the sample's spans hold them


def sample() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SAMPLE / "sample.jsonl").read_text(encoding="utf-8").splitlines()]


def sample_roster() -> Roster:
    people, sites = (_names(SAMPLE / f"sample-{kind}.csv") for kind in ("people", "sites"))
    return Roster(people, sites)


def _names(path: Path) -> tuple[str, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(row["name"] for row in csv.DictReader(file))


@dataclass
class Score:
    """Spans by type, or by the way in which a name is typed: how many, how many masked, how many masked or held."""

    spans: Counter[str] = field(default_factory=Counter)
    masked: Counter[str] = field(default_factory=Counter)
    noticed: Counter[str] = field(default_factory=Counter)
    tokens: int = 0
    tokens_masked: int = 0
    tokens_inside: int = 0  # masked, and in a span
    clean: int = 0  # messages without a span
    clean_held: int = 0

    def recall(self, *kinds: str) -> float:
        return sum(self.masked[each] for each in kinds) / sum(self.spans[each] for each in kinds)

    def noticed_over_all(self) -> float:
        return self.noticed.total() / self.spans.total()

    def precision(self) -> float:
        return self.tokens_inside / self.tokens_masked

    def table(self) -> str:
        rows = [
            f"{kind:14} {self.spans[kind]:6} {self.recall(kind):7.3f} {self.noticed[kind] / self.spans[kind]:7.3f}"
            for kind in self.spans
        ]
        return "\n".join(
            (
                f"{'':14} {'spans':>6} {'masked':>7} {'or held':>7}",
                *rows,
                f"{'all':14} {self.spans.total():6} {self.recall(*self.spans):7.3f} {self.noticed_over_all():7.3f}",
                f"precision {self.precision():.3f}, clean messages held {self.clean_held} of {self.clean}",
            )
        )


def score(anonymizer: Anonymizer, records: Iterable[Mapping[str, Any]]) -> Score:
    result = Score()
    for record in records:
        _add(result, anonymizer.mask(record["text"]), record["spans"])
    return result


def _add(result: Score, masked: Masked, spans: Sequence[Mapping[str, Any]]) -> None:
    stretches = [(span.start, span.end) for span in masked.spans]
    noticed = stretches + [(held.start, held.end) for held in masked.held]
    for span in spans:
        inside = _tokens(masked.text, span["start"], span["end"])
        kind = span.get("way") or span["type"]
        result.spans[kind] += 1
        result.masked[kind] += all(_is_in(token, stretches) for token in inside)
        result.noticed[kind] += all(_is_in(token, noticed) for token in inside)
    for token in _tokens(masked.text, 0, len(masked.text)):
        result.tokens += 1
        if _is_in(token, stretches):
            result.tokens_masked += 1
            result.tokens_inside += any(span["start"] < token[1] and token[0] < span["end"] for span in spans)
    result.clean += not spans
    result.clean_held += not spans and bool(masked.held)


def _tokens(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = _TOKEN.finditer(text, start, end)
    return [(token.start(), token.end()) for token in found if token.group().lower() not in _ASIDE]


def _is_in(token: tuple[int, int], stretches: Iterable[tuple[int, int]]) -> bool:
    return any(start <= token[0] and token[1] <= end for start, end in stretches)
