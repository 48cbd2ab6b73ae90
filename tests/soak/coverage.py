"""Is every line of the decisive files run by a quick test that is near it?

Run: make soak, or python -m tests.soak.coverage [--group consent]
Quick tests are those without a simulated Discord, a browser or PostgreSQL. Fails for every line that none of them runs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.soak.mutating.reach import coverage_of
from tests.soak.mutating.targets import GROUPS, ROOT, files_of, tests_of


def missed(groups: Sequence[str]) -> dict[str, tuple[int, dict[Path, list[int]]]]:
    """Run the tests near these groups; return how many lines each group has, and which lines of a file nobody ran."""
    watcher = coverage_of([path for group in groups for path in files_of(group)])
    watcher.start()
    import pytest  # noqa: PLC0415 -- watched from here on: what is imported first is not

    from tests.soak.mutating.quick import OPTIONS, Quick  # noqa: PLC0415 -- the same

    ended = pytest.main([*OPTIONS, *_folders(groups)], plugins=[Quick()])
    watcher.stop()
    if ended != pytest.ExitCode.OK:
        sys.exit("A test failed: what its group's tests run cannot be told.")
    found: dict[str, tuple[int, dict[Path, list[int]]]] = {}
    for group in groups:
        read = {path: watcher.analysis2(str(path)) for path in files_of(group)}
        found[group] = sum(len(lines) for _, lines, *_ in read.values()), {p: m for p, (_, _, _, m, _) in read.items() if m}
    return found


def _folders(groups: Sequence[str]) -> list[str]:
    named = {name for group in groups for name in tests_of(group)}
    return sorted(name for name in named if not any(str(up) in named for up in Path(name).parents))


def main() -> None:
    """Run the tests, print, and fail under 100 %."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--group", action="append", choices=GROUPS)
    results = missed(options.parse_args().group or GROUPS)
    for group, (count, files) in results.items():
        never = sum(map(len, files.values()))
        print(f"{group:<12} {count:>6,} lines  {count - never:>6,} run  {(count - never) / count:8.2%}")  # noqa: T201 -- what this command is for
        for path, lines in files.items():
            print(f"  {path.relative_to(ROOT)}: {', '.join(map(str, lines))}")  # noqa: T201 -- the same
    sys.exit(any(files for _, files in results.values()))


if __name__ == "__main__":
    main()
