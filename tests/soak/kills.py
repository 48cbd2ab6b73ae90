"""`python -m tests.soak.kills`: processes killed at random and at every named moment while they send a digest.

What arrives is counted by those who receive: a mail server, and a relay that empties the folder all the time. Two
controls must fail in the same run: a sender that marks what it has sent has to double some, one that marks it before to
lose some.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.outbox.connections import MOST_CONNECTIONS
from tests.soak.killing import digest
from tests.soak.killing.moments import BY_SERVER, IN_DATABASE, IN_FOLDER
from tests.soak.killing.result import RANDOM, Result
from tests.soak.killing.senders import Life, message_id, send, send_hastily, send_naively
from tests.soak.killing.sinks import Office, Relay

HOURS_APART = 0.1  # six minutes: longer than a lease
NAIVE, HASTY = "control, a naive sender", "control, a hasty sender"
MOST_LIVES = 60  # of one digest
MOST_SPARED = 5  # digests in a row whose end came before the moment did
FORKS = multiprocessing.get_context("forkserver")


@dataclass
class Run:
    """One way of sending, through as many lives as were planned."""

    folder: Path
    template: Path
    recipients: int
    office: Office | None  # None: into the folder
    sender: Callable[..., None] = send
    result: Result = field(default_factory=Result)

    def through(self, plan: Sequence[str], chance: random.Random) -> Result:
        """Send digests until every planned kill has happened."""
        left, number, spared = list(plan), 0, 0
        while left:
            before = len(left)
            self._digest(self.folder / f"digest{number}", left, chance)
            spared = spared + 1 if len(left) == before else 0
            assert spared < MOST_SPARED, f"it never came to: {left[0]}"
            number += 1
        return self.result

    def _digest(self, folder: Path, left: list[str], chance: random.Random) -> None:
        digest.prepare(folder, self.template, self.recipients)
        relay = Relay(folder / "spool")
        relay.start()
        if self.office is not None:
            self.office.taken.clear()
        doubted = 0
        for life in range(MOST_LIVES):
            moment = left[0] if left and life < MOST_LIVES - 1 else ""
            was_killed = self._live(folder, life, moment, chance)
            now_doubted = digest.states(folder)["doubt"]
            self.result.most_doubted_a_kill = max(self.result.most_doubted_a_kill, now_doubted - doubted)
            doubted = now_doubted
            if not was_killed:
                break
            self.result.kills[left.pop(0)] += 1
        else:
            raise AssertionError("a digest was never finished")
        relay.close()
        self._count(folder, self.office.taken if self.office is not None else relay.taken)

    def _live(self, folder: Path, life: int, moment: str, chance: random.Random) -> bool:
        inside = moment if moment in (*IN_DATABASE, *IN_FOLDER) else ""
        url = self.office.url if self.office is not None else None
        ours, theirs = FORKS.Pipe(duplex=False)
        number = chance.randint(1, 20)
        process = FORKS.Process(
            target=self.sender, args=(Life(folder, url, life * HOURS_APART, inside, number), theirs), daemon=True
        )
        if self.office is not None and moment in BY_SERVER:
            times = iter(range(number - 1, -1, -1))
            self.office.at = lambda now: _kill(process.pid) if now == moment and next(times, 0) == 0 else None
        process.start()
        theirs.close()
        with suppress(EOFError):
            ours.recv()
        if moment == RANDOM:
            process.join(chance.uniform(0, 0.4))
            _kill(process.pid)
        process.join(120)
        if self.office is not None:
            self.office.at = lambda _now: None
            time.sleep(0.02)  # what it had been given before, it takes in
        assert process.exitcode in {0, -signal.SIGKILL}, process.exitcode
        return process.exitcode != 0

    def _count(self, folder: Path, taken: Counter[str]) -> None:
        everybody = {message_id(number) for number in range(self.recipients)}
        asked = digest.in_doubt(folder, self.recipients) if self.sender is send else set()
        assert set(taken) <= everybody
        self.result.mails += self.recipients
        self.result.lost += len(everybody - set(taken) - asked)
        self.result.doubled += sum(times > 1 for times in taken.values())
        self.result.doubted += len(asked)
        self.result.doubted_unsent += len(asked - set(taken))


def _kill(pid: int | None) -> None:
    if pid is not None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def plan(at_random: int, named: Sequence[str], rounds: int, chance: random.Random) -> list[str]:
    """Return the kills in a random order."""
    kills = [RANDOM] * at_random + list(named) * rounds
    chance.shuffle(kills)
    return kills


def run(
    folder: Path, *, at_random: int, rounds: int, recipients: int, seed: int, most_named: int | None = None
) -> Iterator[tuple[str, Result]]:
    """Yield what came of the folder, of the mail server and of the controls, each killed as often.

    `most_named` leaves out all but the last of the named moments.
    """
    template, office = digest.make_template(folder), Office().open()
    ways: list[tuple[str, Office | None, Sequence[str], Callable[..., None]]] = [
        ("folder", None, (*IN_FOLDER, *IN_DATABASE), send),
        ("mail server", office, (*IN_DATABASE, *BY_SERVER), send),
        (NAIVE, office, BY_SERVER, send_naively),
        (HASTY, office, BY_SERVER[::-1], send_hastily),
    ]
    try:
        for number, (name, place, named, sender) in enumerate(ways):
            chance = random.Random(seed)  # noqa: S311 -- repeatable
            (own := folder / str(number)).mkdir()
            way = Run(own, template, recipients, place, sender)
            some = named if most_named is None else named[-most_named:]
            yield name, way.through(plan(at_random, some, rounds, chance), chance)
    finally:
        office.close()


def holds(results: dict[str, Result]) -> bool:
    """Say whether every promise held, and both controls failed."""
    ours = [results["folder"], results["mail server"]]
    return (
        all(each.lost == each.doubled == 0 for each in ours)
        and results["folder"].doubted == 0
        and results["mail server"].most_doubted_a_kill <= MOST_CONNECTIONS
        and results[NAIVE].doubled > 0
        and results[HASTY].lost > 0
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="staffroom-kills-") as folder:
        results = {}
        for name, result in run(
            Path(folder), at_random=options.kills, rounds=options.rounds, recipients=400, seed=options.seed
        ):
            results[name] = result
            print(result.line(name), flush=True)  # noqa: T201 -- its answer
    if not holds(results):
        raise SystemExit("a promise did not hold, or a control did not fail")


if __name__ == "__main__":
    FORKS.set_forkserver_preload(["tests.soak.killing.senders", "tests.soak.killing.moments"])
    main()
