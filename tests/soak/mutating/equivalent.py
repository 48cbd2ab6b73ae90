"""Mutants that no test can notice, each with the reason. A survivor that is not listed here counts."""

from __future__ import annotations

from functools import cache

from tests.soak.mutating.mutants import Mutant
from tests.soak.mutating.targets import ROOT

Change = tuple[str, str]  # what stands there, what stands there instead

# file → the line → the changes that are none, and why
EQUIVALENT: dict[str, dict[str, tuple[set[Change], str]]] = {
    "bot/matching/circles.py": {
        '[[not person.languages or name in person.languages for name in [*named, ""]] for person in people]': (
            {("''", "'XX'")},
            "any word does that is nobody's language",
        ),
    },
    "bot/matching/dense.py": {
        "costs[:, len(mentors) :] = np.where(task.must, np.inf, 0.0)[:, None]": (
            {("0.0", "1.0"), ("0.0", "-1.0")},
            "every stand-in is somebody's in every assignment: what all of them cost adds the same to each",
        ),
    },
    "bot/matching/exact.py": {
        "bonus[without] *= 4  # once all who must be served are, their bonuses favour none of the ways to do so": (
            {("4", "3"), ("4", "5")},
            "as the comment says: how fast the bonus grows changes how often it is tried",
        ),
        "for _ in range(len(prices) + 1):": (
            {("1", "0"), ("1", "2"), ("len(prices) + 1", "len(prices) - 1")},
            "one time fewer than there are mentors is enough (Bellman and Ford); when nothing changes, it ends",
        ),
        "break": ({("break", "continue")}, "nothing is left to change: going on changes nothing"),
    },
    "bot/matching/features.py": {
        "return sorted(asked & offered)": (
            {("asked & offered", "asked | offered")},
            "a word of one side alone is a column of zeros on the other",
        ),
        "share = [units(weight, 1 / max(1, count)) for count in range(max(counts, default=0) + 1)]": (
            {("0", "-1"), ("1", "2")},
            "of nobody's words no share is looked up, nor one for more words than anybody named",
        ),
    },
    "bot/matching/fit.py": {
        'with _alone().limit(limits=1, user_api="blas"):': (
            {("1", "0"), ("1", "2")},
            "how many threads multiply changes the time it takes",
        ),
        "BLOCK = 64  # rows at a time: a block of 10,000 columns stays in the processor's cache": (
            {("64", "63"), ("64", "65")},
            "how many rows at a time changes the time it takes",
        ),
    },
    "bot/matching/prices.py": {
        "BLOCK = 64": ({("64", "63"), ("64", "65")}, "how many rows at a time changes the time it takes"),
        "MOST_ROUNDS = 400": ({("400", "399"), ("400", "401")}, "a first guess may be a bid better or worse"),
    },
    "bot/matching/reasons.py": {
        "years = (mentor.days_in_role or 0) // YEAR": (
            {("0", "1"), ("0", "-1")},
            "a day or none is less than a year",
        ),
    },
    "bot/matching/solve.py": {
        "if table.size and 4 * len(days_waiting) * LARGEST_SCORE >= EXACT:": (
            {("4 * len(days_waiting) * LARGEST_SCORE >= EXACT", "4 * len(days_waiting) * LARGEST_SCORE > EXACT")},
            "the largest score is odd: no number of people makes it a power of two",
        ),
    },
    "bot/matching/words.py": {
        'return "".join(words)': ({("''", "'XX'")}, "one word or none has nothing in between"),
    },
}


def is_equivalent(mutant: Mutant) -> bool:
    """Tell whether a mutant behaves as the code does."""
    line = _lines(mutant.file)[mutant.line - 1].strip()
    changes, _why = EQUIVALENT.get(mutant.file, {}).get(line, (set(), ""))
    return (mutant.before, mutant.after) in changes


@cache
def _lines(file: str) -> list[str]:
    return (ROOT / file).read_text(encoding="utf-8").splitlines()
