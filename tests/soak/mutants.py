"""Would a test notice? Mistakes are made in the decisive files, one at a time, and the tests that reach each are run.

Run: make soak, or python -m tests.soak.mutants [--group consent] [--share 0.1] [--file part of a name] [--seed 0]
A mistake that no test notices, or that no test reaches, counts against the group; at least 85 of 100 must be noticed.
In the same run a control: the same tests with their assertions taken out must notice far fewer.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from random import Random
from time import perf_counter

from tests.soak.mutating.equivalent import is_equivalent
from tests.soak.mutating.mutants import Mutant, Source
from tests.soak.mutating.scores import HEAD, Score
from tests.soak.mutating.targets import GROUPS, ROOT, files_of, left_out, tests_of

LEAST = 0.85
CONTROL = 150  # mutants
Outcome = tuple[Mutant, bool | None]


def chosen(sources: dict[str, Source], share: float, seed: int) -> list[Mutant]:
    """Draw a share of each file's mutants, at least one of each, by lot: the same ones for the same seed."""
    found: list[Mutant] = []
    for name, source in sources.items():
        there = source.mutants()
        dice = Random(f"{seed} {name}")  # noqa: S311 -- the same sample in every run
        found += dice.sample(there, min(len(there), max(1, round(len(there) * share))))
    return found


def hunted(
    group: str, sources: dict[str, Source], mutants: Sequence[Mutant], options: argparse.Namespace, *, disarmed: bool
) -> Iterator[Outcome]:
    """Yield what became of each mutant; functions are changed where they are loaded, the rest is imported anew."""
    forking = multiprocessing.get_context("fork")
    told, telling = forking.Pipe(duplex=False)
    hunt = forking.Process(target=_hunt, args=(group, sources, mutants, options, disarmed, telling))
    hunt.start()
    telling.close()
    while (each := told.recv())[0] is not None:
        yield each
    hunt.join()
    if disarmed:
        return  # a control has no need of both
    from tests.soak.mutating import fresh  # noqa: PLC0415 -- what it imports is not in the process above
    from tests.soak.mutating.children import KILLED, run_each  # noqa: PLC0415 -- the same

    fresh.preload()
    for (mutant, _), ended in run_each(each[1], fresh.hunting(sources), lambda _: options.most):
        yield mutant, ended == KILLED


def _hunt(
    group: str,
    sources: dict[str, Source],
    mutants: Sequence[Mutant],
    options: argparse.Namespace,
    disarmed: bool,
    telling: Connection,
) -> None:
    import pytest  # noqa: PLC0415 -- nothing of the tests' is in the process that forks this one

    from tests.soak.mutating.hunting import Hunt  # noqa: PLC0415 -- the same
    from tests.soak.mutating.quick import OPTIONS  # noqa: PLC0415 -- the same

    without = left_out(group, towns=options.towns)
    hunt = Hunt(sources, mutants, options.most, lambda *outcome: telling.send(outcome), without)
    hunt.disarmed = disarmed
    pytest.main([*OPTIONS, *tests_of(group)], plugins=[hunt])
    for name in hunt.unusable:
        _say(f"  without {name}, which fails by itself here")
    telling.send((None, hunt.left))


def score_of(group: str, options: argparse.Namespace, *, disarmed: bool = False) -> Score:
    """Hunt one group's mutants."""
    sources = {
        name: Source(path, name) for path in files_of(group) if options.file in (name := str(path.relative_to(ROOT)))
    }
    score = Score(sum(len(source.mutants()) for source in sources.values()))
    mutants = chosen(sources, options.share, options.seed)
    if disarmed:
        mutants = [each for each in mutants if each.function]
        mutants = Random(options.seed).sample(mutants, min(len(mutants), CONTROL))  # noqa: S311 -- the same sample
    score.excused += [each for each in mutants if is_equivalent(each)]
    counting = [each for each in mutants if each not in score.excused]
    for mutant, killed in hunted(group, sources, counting, options, disarmed=disarmed):
        if killed:
            score.killed[mutant.file] += 1
        else:
            (score.survivors if killed is False else score.unreached).append(mutant)
            if options.show and not disarmed:
                _say(f"  {'' if killed is False else 'not reached '}{mutant.name}")
    return score


def main() -> None:
    """Hunt, print, and fail where too few were noticed or the control noticed as many."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--group", action="append", choices=GROUPS)
    options.add_argument("--share", type=float, default=1.0)
    options.add_argument("--file", default="")
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--most", type=float, default=15.0, help="seconds of tests for one mutant")
    options.add_argument("--towns", action=argparse.BooleanOptionalAction, default=True, help="tests on Discord too")
    options.add_argument("--control", action=argparse.BooleanOptionalAction, default=True)
    options.add_argument("--show", action="store_true", help="list what was not noticed")
    given = options.parse_args()
    _say(HEAD)
    failed = [group for group in given.group or GROUPS if not _holds(group, given)]
    sys.exit(f"Too few mistakes were noticed: {', '.join(failed)}" if failed else 0)


def _holds(group: str, options: argparse.Namespace) -> bool:
    began = perf_counter()
    score = score_of(group, options)
    _say(f"{score.line(group)}  {perf_counter() - began:.0f} s")
    if not options.control:
        return score.share >= LEAST
    control = score_of(group, options, disarmed=True)
    _say(f"{control.line('  control')}")
    return score.share >= LEAST and control.share < score.share - 0.2


def _say(what: str) -> None:
    print(what, flush=True)  # noqa: T201 -- what this command is for


if __name__ == "__main__":
    main()
