"""Long lives of networks with the design's attacker watching: no published figure may ever be narrowed.

Run: make soak, or python -m tests.soak.digest_attack [--lives 300] [--seed 0]
Each life is a network of two to five districts in one to three regions, two topics, six months: people speak, wait,
take back, are erased. Then every month that the partition can lead to at all is looked at, in the larger shapes, with
everything that may disappear from it; and the same attacker must break what has no protection.
"""

from __future__ import annotations

import argparse
from random import Random
from time import perf_counter

from tests.archive.digest.histories import RULE, K, lives
from tests.archive.suppression.attacker import Attacker
from tests.archive.suppression.publishers import Protected, TotalsBesideParts
from tests.archive.suppression.test_partition import LARGER, strolled

SHAPES = ((0, 0), (0, 1), (0, 0, 0), (0, 0, 1), (0, 1, 2), (0, 0, 1, 1), (0, 0, 0, 1), (0, 1, 2, 2))
MOST = 5  # people of one theme in one district


def live(seed: int) -> int:
    """Live one life; return how many months were attacked."""
    shape = Random(seed).choice(SHAPES)  # noqa: S311 -- repeatable on purpose
    found = lives(seed, shape, 6, MOST)
    assert found == [], f"seed {seed}, regions {shape}: {found[0]}"
    return 12


def every_month(shape: tuple[int, ...]) -> int:
    """Look at every possible month of a network; return how many differ."""
    attacker = Attacker(Protected(shape, RULE), len(shape), K, MOST)
    for look in attacker.every_look():
        attacker.begin()
        assert attacker.look(look, lambda *_: None) == [], shape
    return sum(strolled(attacker, Protected(shape, RULE), was_sent=was_sent) for was_sent in (False, True))


def broken(shape: tuple[int, ...]) -> int:
    """Return in how many possible months totals beside parts let a figure be narrowed."""
    attacker, count = Attacker(TotalsBesideParts(shape, RULE), len(shape), K, MOST), 0
    for look in attacker.every_look():
        attacker.begin()
        count += bool(attacker.look(look, lambda *_: None))
    assert count, shape
    return count


def main() -> None:
    """Live many lives, then look at every month of the larger networks."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--lives", type=int, default=300)
    options.add_argument("--seed", type=int, default=0)
    chosen = options.parse_args()
    began = perf_counter()
    months = sum(live(seed) for seed in range(chosen.seed, chosen.seed + chosen.lives))
    every = sum(every_month(shape) for shape in LARGER)
    control = sum(broken(shape) for shape in LARGER)
    print(  # noqa: T201 -- what this command is for
        f"{chosen.lives:,} lives, {months:,} months of a topic attacked, {every:,} possible months of larger networks: "
        f"nothing narrowed. Without the protection: {control:,} narrowed ({perf_counter() - began:.0f} s)"
    )


if __name__ == "__main__":
    main()
