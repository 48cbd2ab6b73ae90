"""`python -m tests.soak.awaits`: every act that changes something, killed at each await; and delivered ten times.

The acts are those that the suite plays: it is run once with a recorder (`tests.soak.crashing.plugin`), which keeps of
each the first that changed a row. Then each is played again from its own world, killed, and started anew. A command
written without an outbox is tried in the same run and must fail. What an act leaves is compared with a run of the same
act that nobody disturbed (`tests.soak.crashing.likeness`).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from multiprocessing import set_forkserver_preload
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from traceback import extract_tb
from typing import Any

from bot.workers import Workers
from tests.meta.source import ROOT
from tests.soak.beside import done_beside
from tests.soak.crashing import hosting, tally
from tests.soak.crashing.accounts import all_in, outlived, unaccounted
from tests.soak.crashing.acts import Act
from tests.soak.crashing.again import deliver
from tests.soak.crashing.hosting import HostsAct, with_the_rest
from tests.soak.crashing.naive import suspend_and_tell
from tests.soak.crashing.recording import recorded
from tests.soak.crashing.steps import IN_STEPS, MAY_LEAVE, press_on
from tests.soak.crashing.trial import Trial, Verdict

PLAYED = ("tests/cogs", "tests/acts", "tests/bot", "tests/meta")
COUNTED = ("awaits", "kills", "nothing", "everything", "unanswered")
CONTROL = "a command without an outbox"


def record(folder: Path) -> None:
    """Run what of the suite plays on Discord, and keep its acts."""
    wanted = "not browser and not postgres"
    command = [sys.executable, "-m", "pytest", *PLAYED, "-q", "-m", wanted, "-p", "tests.soak.crashing.plugin"]
    ended = subprocess.run(command, env={**os.environ, "RECORDED": str(folder)}, cwd=ROOT, check=False)
    if ended.returncode > 1:  # a test that fails on a busy machine has been played all the same
        raise SystemExit(f"the suite could not be played ({ended.returncode})")


def judge(act: Act | HostsAct) -> tuple[Verdict, Sequence[str]]:
    """Kill an act at each await, and deliver it ten times; a command of the host's is given once."""
    with TemporaryDirectory() as folder:
        if isinstance(act, HostsAct):
            return asyncio.run(hosting.judge(act, Path(folder), is_in_steps=act.name in IN_STEPS)), ()
        about = act.source_message_id, MAY_LEAVE.get(act.name), act.name in IN_STEPS
        again = partial(press_on, act) if act.name.startswith("setup:") else None
        trial = Trial(act.name, act.world, act.happen, Path(folder), *about, again)
        verdict = asyncio.run(trial.run())
        return verdict, asyncio.run(deliver(act, Path(folder), known=verdict.done))


def control(act: Act) -> Verdict:
    """Try the naive command in the world of any act."""
    with TemporaryDirectory() as folder:
        return asyncio.run(Trial(CONTROL, act.world, suspend_and_tell, Path(folder)).run())


def told_in(file: Path) -> dict[str, dict[str, Any]]:
    """Return what was found of each act by now, by its name."""
    return {line["name"]: line for line in map(json.loads, file.read_text().splitlines())} if file.exists() else {}


def run(acts: Mapping[str, Act | HostsAct], told: Path, beside: int) -> bool:
    """Judge all of them, so many at once, a line for each; return whether all held and the control did not."""
    known = told_in(told)
    due = [(acts[name],) for name in sorted(acts.keys() - known.keys())]
    for line in done_beside(_judged, due, processes=beside, prepare=prepare):
        known[line["name"]] = line
        with told.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        _say(line["name"], line)
    total = {key: sum(line[key] for line in known.values()) for key in COUNTED}
    print(f"{len(known)} acts: {_counts(total)}; {_differing(known.values())} of them differ")  # noqa: T201 -- the same
    naive = control(next(act for act in acts.values() if isinstance(act, Act) and ":" in act.name))  # with a roster
    print(f"{CONTROL}: {len(naive.wrong)} of {naive.kills} kills left it half done")  # noqa: T201 -- what this is for
    return bool(naive.wrong) and not _differing(known.values())


def _judged(act: Act | HostsAct) -> dict[str, Any]:
    try:
        verdict, repeated = judge(act)
    except Exception as error:  # noqa: BLE001 -- what a trial breaks on is one more finding, and the others go on
        nothing = dict.fromkeys(COUNTED, 0)
        return {"name": act.name, **nothing, "wrong": [_broken(error)], "repeated": []}
    counted = {key: getattr(verdict, key) for key in ("name", *COUNTED)}
    return {**counted, "wrong": verdict.wrong, "repeated": repeated}


def _broken(error: Exception) -> str:
    """Say what a trial broke on, and where: it may not do so again."""
    places = [f"{Path(each.filename).name}:{each.lineno}" for each in extract_tb(error.__traceback__)[-4:]]
    return f"the trial broke: {error!r:.500} ({' > '.join(places)})"


def _say(name: str, line: Mapping[str, Any]) -> None:
    print(f"{name}: {_counts(line)}", flush=True)  # noqa: T201 -- what this command is for
    for each in [*line["wrong"], *line["repeated"]]:
        print(f"  WRONG {each}", flush=True)  # noqa: T201 -- the same


def _counts(line: Mapping[str, Any]) -> str:
    return ", ".join(f"{line[key]} {key}" for key in COUNTED)


def _differing(lines: Iterable[Mapping[str, Any]]) -> int:
    return sum(1 for line in lines if line["wrong"] or line["repeated"])


def prepare() -> None:
    """Make a process ready to judge."""
    Workers.start_method = "forkserver"
    set_forkserver_preload(["tests.kit.heavy"])
    logging.disable(logging.WARNING)


def main() -> None:
    """Record, unless a folder of recorded acts is given, then judge."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--acts", type=Path, help="a folder of acts that were recorded before")
    options.add_argument("--only", nargs="*", help="their names; all are judged without")
    options.add_argument("--beside", type=int, default=os.cpu_count() or 1, help="how many are judged at once")
    chosen = options.parse_args()
    prepare()
    began = perf_counter()
    with TemporaryDirectory() as folder:
        kept = chosen.acts or Path(folder)
        if chosen.acts is None:
            record(kept)
        members, told = recorded(kept), kept / "verdicts.jsonl"
        acts: dict[str, Act | HostsAct] = {**members, **with_the_rest(hosting.hosts_recorded(kept))}
        wanted = {name: act for name, act in acts.items() if chosen.only is None or name in chosen.only}
        holds = run(wanted, told, chosen.beside)
        there = asyncio.run(all_in(next(iter(members.values()))))
        missing = (
            [*unaccounted(there, tally.read(kept), told_in(told)), *outlived(there)] if chosen.only is None else []
        )
    print(f"{len(wanted)} acts in {perf_counter() - began:.0f} s; {len(there)} there are")  # noqa: T201 -- the same
    print(*missing, sep="\n")  # noqa: T201 -- the same
    sys.exit(0 if holds and not missing else 1)


if __name__ == "__main__":
    main()
