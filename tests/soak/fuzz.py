"""`python -m tests.soak.fuzz`: hostile values for every option, box and choice, and garbled payloads.

Each goes through discord.py's own parsers and the real handlers, on a world in which the act that it disturbs was
possible (`tests.soak.crashing`), until it is answered. Nothing may go unhandled or unanswered, no reply may say what is
inside the house, and no request may allow a mention. A bot of discord.py alone is tried in the same run: each of these
must be found there.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.soak.awaits import prepare, record
from tests.soak.beside import done_beside
from tests.soak.crashing import tally
from tests.soak.crashing.acts import Act
from tests.soak.crashing.recording import forms_recorded, recorded
from tests.soak.fuzzing.attack import printable
from tests.soak.fuzzing.careless import CARELESS, control, unseen
from tests.soak.fuzzing.disturbing import disturb
from tests.soak.fuzzing.fields import KINDS
from tests.soak.fuzzing.readers import READERS, read_all
from tests.soak.fuzzing.rest import STEWARDS, fields_by_act, with_the_rest, without_a_field

EACH = 10_000
MANY = 200  # for each field of the control


def run(acts: Mapping[str, Act], kinds: Collection[str], each: int, seed: int, told: Path, beside: int) -> bool:
    """Disturb every field of these kinds, so many at once, a line for each; return whether nothing was found."""
    lines = {line["field"]: line for line in _told(told) if line["count"] >= each}
    fields = list(asyncio.run(fields_by_act(acts)))
    wanted = [(act, field) for kind in KINDS if kind in kinds for act, field in fields if field.kind == kind]
    due = [(act, field.name, each, seed) for act, field in wanted if field.name not in lines]
    for line in done_beside(disturbed, due, processes=beside, prepare=prepare):
        lines[line["field"]] = line
        with told.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        _say(line)
    for kind in kinds:
        of_kind = [lines[field.name] for _, field in wanted if field.kind == kind]
        _say({"field": f"every {kind} ({len(of_kind)})", **_sum(of_kind)})
    return not any(lines[field.name]["found"] for _, field in wanted)


def disturbed(act: Act, name: str, count: int, seed: int) -> dict[str, Any]:
    """Disturb one field of an act; return what there is to tell about it."""
    found, seconds = asyncio.run(disturb(act, name, count, seed))
    return {"field": name, "count": count, "seconds": round(seconds, 1), "found": found}


def _told(file: Path) -> Iterator[dict[str, Any]]:
    if file.exists():
        yield from map(json.loads, file.read_text(encoding="utf-8").splitlines())


def _sum(lines: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    kept = list(lines)
    return {
        "count": sum(line["count"] for line in kept),
        "seconds": sum(line["seconds"] for line in kept),
        "found": [found for line in kept for found in line["found"]],
    }


def _say(line: Mapping[str, Any]) -> None:
    print(  # noqa: T201 -- what this command is for
        f"{line['field']}: {line['count']:,} values, {line['seconds']:.0f} s of processor time, "
        f"{len(line['found'])} found",
        *[f"  {each}" for each in printable(line["found"][:5]).splitlines()],
        sep="\n",
        flush=True,
    )


def _control_is_seen(act: Act, seed: int) -> bool:
    seen = asyncio.run(control(act, MANY, seed))
    print(f"{CARELESS}:", ", ".join(f"{count} times {kind}" for kind, count in seen.items()))  # noqa: T201 -- the same
    print(*[f"not seen: {kind}" for kind in unseen(seen)], sep="\n")  # noqa: T201 -- the same
    return not unseen(seen)


def main() -> None:
    """Record, unless a folder of recorded acts is given, then disturb each of them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--acts", type=Path, help="a folder of acts that were recorded before; what was done is kept")
    options.add_argument("--each", type=int, default=EACH, help="how many values for a field")
    options.add_argument("--kinds", nargs="*", choices=KINDS, default=KINDS, help="which kinds of fields")
    options.add_argument("--only", nargs="*", help="names of acts; all are disturbed without")
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--beside", type=int, default=os.cpu_count() or 1, help="how many are disturbed at once")
    options.add_argument("--readers", action="store_true", help="only what reads typed words, by itself")
    chosen = options.parse_args()
    logging.disable(logging.WARNING)
    count, found = read_all(chosen.each, chosen.seed)
    print(f"{count:,} values for {len(READERS)} readers: {len(found)} found", printable(found[:20]), sep="\n")  # noqa: T201 -- the same
    if chosen.readers:
        sys.exit(1 if found else 0)
    with TemporaryDirectory() as folder:
        kept = chosen.acts or Path(folder)
        if chosen.acts is None:
            record(kept)
        acts = asyncio.run(with_the_rest(recorded(kept), forms_recorded(kept)))
        missing = asyncio.run(without_a_field(acts, tally.read(kept).boxes))
        print(*missing, sep="\n")  # noqa: T201 -- the same
        wanted = {name: act for name, act in acts.items() if chosen.only is None or name in chosen.only}
        told = kept / "disturbed.jsonl"
        holds = run(wanted, chosen.kinds, chosen.each, chosen.seed, told, chosen.beside)
        is_seen = _control_is_seen(acts[STEWARDS], chosen.seed)
        sys.exit(0 if holds and is_seen and not found and not missing else 1)


if __name__ == "__main__":
    main()
