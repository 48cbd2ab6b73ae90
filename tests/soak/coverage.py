"""Is every line of the decisive files run by a quick test that is near it?

Run: make soak, or python -m tests.soak.coverage [--group consent]
Quick tests are those without a simulated Discord, a browser or PostgreSQL. Fails for every line that none of them runs.
In the same run a control for each group, in which lines have to be missed: its tests are read, and none is run.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from tests.soak.mutating.reach import coverage_of
from tests.soak.mutating.targets import GROUPS, ROOT, files_of, left_out, tests_of

COMMAND = (sys.executable, "-m", "tests.soak.coverage", "--group")


def missed(group: str, *options: str) -> tuple[int, dict[Path, list[int]]]:
    """Run the tests near a group; return how many lines it has, and which lines of a file nobody ran."""
    watcher = coverage_of(files_of(group))
    watcher.start()
    import pytest  # noqa: PLC0415 -- watched from here on: what is imported first is not

    from tests.soak.mutating.quick import OPTIONS, Quick  # noqa: PLC0415 -- the same

    ended = pytest.main([*OPTIONS, *options, *tests_of(group)], plugins=[Quick(left_out(group))])
    watcher.stop()
    if ended != pytest.ExitCode.OK:
        sys.exit("A test failed: what the tests run cannot be told.")
    read = {path: watcher.analysis2(str(path)) for path in files_of(group)}
    count = sum(len(lines) for _, lines, *_ in read.values())
    return count, {path: lines for path, (_, _, _, lines, _) in read.items() if lines}


def show(group: str) -> bool:
    """Print a group's line and what was never run; say whether all was."""
    count, files = missed(group)
    never = sum(map(len, files.values()))
    _say(f"{group:<12} {count:>6,} lines  {count - never:>6,} run  {(count - never) / count:8.2%}")
    for path, lines in files.items():
        _say(f"  {path.relative_to(ROOT)}: {', '.join(map(str, lines))}")
    return not files


def show_control(group: str) -> bool:
    """Print what is missed where no test is run; say whether anything is."""
    count, files = missed(group, "--collect-only", "-qq")
    never = sum(map(len, files.values()))
    _say(f"{'  control':<12} {count:>6,} lines  {count - never:>6,} run  {(count - never) / count:8.2%}")
    return bool(files)


def _say(what: str) -> None:
    print(what, flush=True)  # noqa: T201 -- what this command is for


def main() -> None:
    """Look at each group in a process of its own, so that each begins with nothing imported; fail under 100 %.

    Fail as well where the control does not.
    """
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--group", action="append", choices=GROUPS)
    options.add_argument("--control", action="store_true", help="only the control of one group")
    chosen = options.parse_args()
    groups = chosen.group or GROUPS
    if chosen.control:
        sys.exit(not show_control(groups[0]))
    if chosen.group and len(groups) == 1:
        holds = show(groups[0])
        control = subprocess.run([*COMMAND, groups[0], "--control"], check=False, cwd=ROOT)
        sys.exit(not holds or control.returncode)
    sys.exit(max(subprocess.run([*COMMAND, group], check=False, cwd=ROOT).returncode for group in groups))


if __name__ == "__main__":
    main()
