"""The anonymizer on messages written by hand, on many development sets, and on the part of them that is held out.

Run: make soak, or python -m tests.soak.anonymize [--seeds 20] [--held-out | --unlisted]
Prints the tables, and how many of the names the lexicon's lists have; fails where a promise is broken. What is held
out, and what is unseen of the messages written by hand, is only counted: its misses are never shown.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from time import perf_counter
from typing import Any

from archive.anonymize import Anonymizer, Roster
from archive.anonymize.lexicon import lexicon
from archive.anonymize.tokens import fold
from tests.archive.anonymize.development.generator import Generator, Source, unlisted
from tests.archive.anonymize.scoring import Score, sample, sample_roster, score
from tests.archive.anonymize.written.messages import PARTS, records, roster


def check(seeds: int, *, held_out: bool = False, only_unlisted: bool = False) -> Score:
    """Score as many development sets as there are seeds, all together."""
    roster = sample_roster()
    source = Source.read(held_out=held_out)
    return score(Anonymizer(roster), _records(roster, seeds, unlisted(source) if only_unlisted else source))


def overlap() -> str:
    """Say of each kind of name how many there are, how many are on a list, and how many only on one written by hand."""
    lists = lexicon()
    by_hand = lists.cues["more_first"] | lists.cues["more_last"]
    rows = []
    for held_out in (False, True):
        for kind, names in Source.read(held_out=held_out).names.items():
            folded = {fold(name) for name in names}
            listed = sum(map(lists.is_name, folded))
            hand = len(folded & by_hand)
            part = "held out" if held_out else "tuning"
            rows.append(f"{part:9} {kind:11} {len(folded):4} names, {listed:4} on a list, {hand:3} only on ours")
    return "\n".join(rows)


def _records(roster: Roster, seeds: int, source: Source) -> Iterator[dict[str, Any]]:
    for seed in range(seeds):
        yield from Generator(source, seed + 1000, roster.sites).records()


def main() -> None:
    """Print every table, then hold the promises against them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=20)
    options.add_argument("--held-out", action="store_true", help="only the part that is held out")
    options.add_argument("--unlisted", action="store_true", help="of that, only names on no list at all")
    chosen = options.parse_args()
    began = perf_counter()
    print("The sample:", score(Anonymizer(sample_roster()), sample()).table(), sep="\n")  # noqa: T201 -- its purpose
    for part in PARTS:
        written = score(Anonymizer(roster()), records(part))
        print(f"\nWritten by hand, {part}:", written.table(), sep="\n")  # noqa: T201 -- what this command is for
    print("\nNames of the development set on the lexicon's lists:", overlap(), sep="\n")  # noqa: T201 -- the same
    held_out = check(max(1, chosen.seeds // 4), held_out=True, only_unlisted=chosen.unlisted)
    print("\nHeld out:", held_out.table(), sep="\n")  # noqa: T201 -- what this command is for
    if not (chosen.held_out or chosen.unlisted):
        tuned = check(chosen.seeds)
        print("\nDevelopment:", tuned.table(), sep="\n")  # noqa: T201 -- what this command is for
        assert tuned.noticed_over_all() >= 0.99
        assert tuned.precision() >= 0.90
    print(f"({perf_counter() - began:.0f} s)")  # noqa: T201 -- what this command is for


if __name__ == "__main__":
    main()
