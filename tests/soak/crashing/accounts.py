"""Whether each command, button and form was killed, or seen to change nothing; why not, where it was neither.

`tests/acts/decisions.py` says of every act that changes nothing that it does. That is held against what the suite's
plays of it began (`tests.soak.crashing.tally`), and every other act against what was judged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.acts.decisions import CHANGES_NOTHING
from tests.acts.measuring import all_there_is
from tests.soak import keeping
from tests.soak.crashing.acts import Act
from tests.soak.crashing.tally import Tally

HOST = "staffroom "
# change something, and are not judged by `tests.soak.awaits`
EXCUSED = {
    "staffroom run": "is what is killed in every trial, and in `tests.soak.kills` and `time`",
    "staffroom init": "writes one file at one stroke (tests/bot/run/test_beginning.py)",
    "staffroom match": "writes a file at one stroke beside the one it reads; no network is touched",
    "staffroom match-sites": "as staffroom match",
    "staffroom circles": "as staffroom match",
    "staffroom themes": "as staffroom match",
}
# judged, and what is left after it is what is left without it
LEAVES_NOTHING = {
    "/forum situations": "plans what comes next, as every hour does by itself",
    "setup:tested": "a mail that is gone: `tests.soak.kills` counts mails",
}


def unaccounted(
    there: Collection[str],
    tally: Tally,
    judged: Mapping[str, Mapping[str, Any]],
    silent: Collection[str] = CHANGES_NOTHING,
) -> Iterator[str]:
    """Yield a line for each act of which nothing is proven, or something else than what is said of it.

    `judged` is what `tests.soak.awaits` found of each act, by name; `silent` are those that are said to change nothing.
    """
    for name in sorted(there):
        elsewhere = name in EXCUSED or name in keeping.COMMANDS
        if name in silent:
            yield from _changing_after_all(name, tally)
        elif name not in judged and not elsewhere:
            yield f"{name} was never killed: {_why(name, tally)}"
        elif name in judged and not judged[name]["everything"] and name not in LEAVES_NOTHING:
            yield f"{name} had no effect in the world where it was killed"
        elif name in judged and (elsewhere or (name in LEAVES_NOTHING and judged[name]["everything"])):
            yield f"{name} is judged here: its excuse is not needed"


def outlived(there: Collection[str]) -> Iterator[str]:
    """Yield a line for each excuse whose act is gone."""
    excuses = {*EXCUSED, *LEAVES_NOTHING, *CHANGES_NOTHING}
    yield from (f"{name} is gone: its excuse is not needed" for name in sorted(excuses - set(there)))


async def all_in(act: Act) -> frozenset[str]:
    """Return the names of all acts there are, as a bot knows them that starts in the world of one."""
    with TemporaryDirectory() as folder:
        async with act.world.open(Path(folder)) as town:
            return all_there_is(town)


def _changing_after_all(name: str, tally: Tally) -> Iterator[str]:
    if tally.begun[name]:
        yield f"{name} is said to change nothing, and began {tally.where[name]}"
    elif not tally.played[name] and not name.startswith(HOST):
        yield f"{name} is said to change nothing, and no test plays it"


def _why(name: str, tally: Tally) -> str:
    if name.startswith(HOST):
        return "no scene gives it, nor `tests.soak.keeping`"
    if tally.made[name]:
        return f"it changes something, but no row that stays, where it is played ({tally.where[name]})"
    if tally.begun[name]:
        return f"no play of it is taken, it only begins {tally.where[name]}"
    if tally.played[name]:
        return f"in {tally.played[name]} plays it began no change; if it never does, decisions.py may say so"
    return "no test plays it"
