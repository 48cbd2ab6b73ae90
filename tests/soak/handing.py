"""`python -m tests.soak.handing`: direct messages between two real processes, one of them held up and killed.

Prints how long a click takes until its first reply, handed on and not, in the same run, and asserts that each is
answered within Discord's three seconds, exactly once, while the other process is stopped about when it is taken back.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import signal
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles

from cogs.mentoring.store import MentoringStore
from tests.kit.postgres import admin, served_postgres
from tests.kit.private import Private
from tests.soak.two_processes import FIRST_MENTEE, MENTOR, NEAR, begin, community, discord_on, free_port, log_of

LIMIT = 3.0  # seconds: Discord's
ELSEWHERE, OVER = "doesn't answer just now", "That is over"
UNHEARD = "does not take what is handed to it"
BUTTON = "meetups:unskip:1"  # looks at the server, and then finds nothing


async def paces(private: Private, clicks: int) -> tuple[list[float], list[float]]:
    """Return how long the same click took, at home and handed on, by turns."""
    took: tuple[list[float], list[float]] = ([], [])
    for _ in range(clicks):
        for place, number in enumerate((NEAR, MENTOR)):
            said, seconds = await private.answered(private.click(1000 + number, BUTTON))
            assert OVER in said, said
            took[place].append(seconds)
    return took


async def rush(private: Private, number: int) -> list[float]:
    """Return how long fifty clicks at once took; who waits long is told so first, without words."""
    together = await asyncio.gather(*(private.answered(private.click(1000 + number, BUTTON)) for _ in range(50)))
    assert all(not said or OVER in said for said, _ in together)
    assert all(seconds < LIMIT for _, seconds in together)
    return [seconds for _, seconds in together]


async def hold_up(private: Private, far: asyncio.subprocess.Process, pairs: Sequence[int], dice: random.Random) -> int:
    """Have each mentee say yes while the other process is stopped until about when it is taken back.

    Returns how many were surely done where they arrived: while the other was stopped.
    """
    late = 0
    for place, pair in enumerate(pairs):
        far.send_signal(signal.SIGSTOP)
        sent = private.click(1000 + FIRST_MENTEE + place, f"mentoring:accept:{pair}")
        answer = asyncio.create_task(private.answered(sent))
        await asyncio.sleep(dice.uniform(1.40, 1.75))
        late += answer.done()
        far.send_signal(signal.SIGCONT)
        said, seconds = await answer
        assert "As soon as the other person" in said, said
        assert seconds < LIMIT, seconds
        await asyncio.sleep(0.2)
    return late


async def refused(private: Private, number: int) -> float:
    """Return how long it took to say that the other process does not answer."""
    said, seconds = await private.answered(private.click(1000 + number, BUTTON))
    assert ELSEWHERE in said, said
    assert seconds < LIMIT, seconds
    return seconds


def say(line: str) -> None:
    """Print a line of the answer."""
    print(line, flush=True)  # noqa: T201 -- its answer


def figures(took: Sequence[float]) -> str:
    """Return a median, the slowest of a hundred and the slowest, in milliseconds."""
    return (
        f"median {median(took) * 1000:.0f} ms, p99 {quantiles(took, n=100)[-1] * 1000:.0f}, max {max(took) * 1000:.0f}"
    )


async def run(url: str, folder: Path, clicks: int, rounds: int) -> None:
    """Do all of it, and print what came of it."""
    async with discord_on(port := free_port(), rounds) as wire, community(url, folder, rounds) as (there, pairs):
        near, far = [await begin(shard, url, folder, port) for shard in range(2)]
        try:
            private = Private(wire)
            await paces(private, 5)
            home, handed = await paces(private, clicks)
            say(f"at home:   {figures(home)}")
            say(f"handed on: {figures(handed)}; {median(handed) / median(home):.1f} times the median")
            rushes = [[*await rush(private, NEAR), *await rush(private, MENTOR)] for _ in range(4)]
            say(f"50 at once, at home:   {figures([took for each in rushes for took in each[:50]])}")
            say(f"50 at once, handed on: {figures([took for each in rushes for took in each[50:]])}")
            assert UNHEARD not in log_of(0, folder).read_text(), "all were taken in time"
            late = await hold_up(private, far, pairs, random.Random(7))  # noqa: S311 -- repeatable
            say(f"stopped for 1.4 to 1.75 s, {rounds} times: all done, at least {late} of them where they arrived")
            far.send_signal(signal.SIGSTOP)
            say(f"stopped: refused after {await refused(private, MENTOR):.2f} s")
            far.kill()
            await far.wait()
            assert log_of(0, folder).read_text().count(UNHEARD) >= 1
            say(f"killed: refused after {await refused(private, MENTOR):.2f} s")
        finally:
            for process in (near, far):
                if process.returncode is None:
                    process.kill()
                    await process.wait()
        async with there.read() as tx:
            kept = [await MentoringStore(tx).pair(each) for each in pairs]
        assert all(pair is not None and pair.has_accepted("mentee") for pair in kept)
        twice = [number for number, times in wire.times.items() if times > 1]
        assert not twice, f"answered more than once: {twice}"
        say(f"{len(wire.times)} clicks, each answered exactly once")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clicks", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=30)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="staffroom-handing-") as folder, served_postgres() as postgres:
        asyncio.run(admin(postgres, "CREATE DATABASE handing"))
        asyncio.run(run(f"{postgres}handing", Path(folder), options.clicks, options.rounds))


if __name__ == "__main__":
    main()
