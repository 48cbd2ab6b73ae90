"""The anonymizer on many development sets, with names typed in every way, and on the part that is held out.

Run: make soak, or python -m tests.soak.anonymize [--seeds 20] [--held-out | --unlisted]
Prints the tables and fails where a promise is broken. What is held out is only counted: its misses are never shown.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from time import perf_counter
from typing import Any

from archive.anonymize import Anonymizer, Roster
from tests.archive.anonymize.development.generator import Generator, Source, unlisted
from tests.archive.anonymize.scoring import Score, sample, sample_roster, score


def check(seeds: int, *, held_out: bool = False, only_unlisted: bool = False) -> Score:
    """Score as many development sets as there are seeds, all together."""
    roster = sample_roster()
    source = Source.read(held_out=held_out)
    return score(Anonymizer(roster), _records(roster, seeds, unlisted(source) if only_unlisted else source))


def _records(roster: Roster, seeds: int, source: Source) -> Iterator[dict[str, Any]]:
    for seed in range(seeds):
        yield from Generator(source, seed + 1000, roster.sites).records()


def main() -> None:
    """Print every table, then hold the promises against them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=20)
    options.add_argument("--held-out", action="store_true", help="only the part that is held out")
    options.add_argument("--unlisted", action="store_true", help="of that, only names on no hand-written list")
    chosen = options.parse_args()
    began = perf_counter()
    print("The sample:", score(Anonymizer(sample_roster()), sample()).table(), sep="\n")  # noqa: T201 -- its purpose
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
