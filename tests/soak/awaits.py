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
from collections.abc import Iterator, Mapping, Sequence
from multiprocessing import set_forkserver_preload
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from bot.workers import Workers
from tests.acts.decisions import LOGGED, OWN
from tests.meta.source import ROOT
from tests.soak.crashing.acts import Act
from tests.soak.crashing.again import deliver
from tests.soak.crashing.naive import suspend_and_tell
from tests.soak.crashing.recording import recorded
from tests.soak.crashing.steps import IN_STEPS
from tests.soak.crashing.trial import Trial, Verdict

PLAYED = ("tests/cogs", "tests/acts", "tests/bot", "tests/meta")
CONTROL = "a command without an outbox"


def record(folder: Path) -> None:
    """Run what of the suite plays on Discord, and keep its acts."""
    wanted = "not browser and not postgres"
    command = [sys.executable, "-m", "pytest", *PLAYED, "-q", "-m", wanted, "-p", "tests.soak.crashing.plugin"]
    subprocess.run(command, env={**os.environ, "RECORDED": str(folder)}, cwd=ROOT, check=True)


def judge(act: Act) -> tuple[Verdict, Sequence[str]]:
    """Kill an act at each await, and deliver it ten times."""
    with TemporaryDirectory() as folder:
        trial = Trial(act.name, act.world, act.happen, Path(folder), act.source_message_id, act.name in IN_STEPS)
        verdict = asyncio.run(trial.run())
        return verdict, asyncio.run(deliver(act, Path(folder)))


def control(act: Act) -> Verdict:
    """Try the naive command in the world of any act."""
    with TemporaryDirectory() as folder:
        return asyncio.run(Trial(CONTROL, act.world, suspend_and_tell, Path(folder)).run())


def run(acts: Mapping[str, Act], told: Path) -> bool:
    """Judge all of them, a line for each; return whether all held and the control did not."""
    known = {line["name"]: line for line in map(json.loads, told.read_text().splitlines())} if told.exists() else {}
    for name in sorted(acts.keys() - known.keys()):
        known[name] = _line(*judge(acts[name]))
        with told.open("a", encoding="utf-8") as file:
            file.write(json.dumps(known[name]) + "\n")
        _say(name, known[name])
    naive = control(next(act for name, act in acts.items() if ":" in name))  # somebody is on the roster there
    print(f"{CONTROL}: {len(naive.wrong)} of {naive.kills} kills left it half done")  # noqa: T201 -- what this is for
    return bool(naive.wrong) and not any(line["wrong"] or line["repeated"] for line in known.values())


def _line(verdict: Verdict, repeated: Sequence[str]) -> dict[str, Any]:
    counted = {key: getattr(verdict, key) for key in ("name", "awaits", "kills", "nothing", "everything", "unanswered")}
    return {**counted, "wrong": verdict.wrong, "doubles": verdict.doubles, "repeated": repeated}


def _say(name: str, line: Mapping[str, Any]) -> None:
    told = ", ".join(f"{line[key]} {key}" for key in ("awaits", "kills", "nothing", "everything", "unanswered"))
    print(f"{name}: {told}", flush=True)  # noqa: T201 -- what this command is for
    for each in [*line["wrong"], *line["repeated"]]:
        print(f"  WRONG {each}", flush=True)  # noqa: T201 -- the same


def never_played(acts: Mapping[str, Act]) -> Iterator[str]:
    """Return the acts of members and stewards that changed nothing wherever the suite plays them."""
    yield from sorted(name for name in {*LOGGED, *OWN} - acts.keys() if not name.startswith("staffroom "))


def main() -> None:
    """Record, unless a folder of recorded acts is given, then judge."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--acts", type=Path, help="a folder of acts that were recorded before")
    options.add_argument("--only", nargs="*", help="their names; all are judged without")
    chosen = options.parse_args()
    Workers.start_method = "forkserver"
    set_forkserver_preload(["tests.kit.heavy"])
    logging.disable(logging.WARNING)
    began = perf_counter()
    with TemporaryDirectory() as folder:
        kept = chosen.acts or Path(folder)
        if chosen.acts is None:
            record(kept)
        acts = recorded(kept)
        unknown = list(never_played(acts))
        wanted = {name: act for name, act in acts.items() if chosen.only is None or name in chosen.only}
        holds = run(wanted, kept / "verdicts.jsonl")
    print(f"{len(wanted)} acts in {perf_counter() - began:.0f} s; not seen to change anything: {unknown}")  # noqa: T201
    sys.exit(0 if holds else 1)


if __name__ == "__main__":
    main()
