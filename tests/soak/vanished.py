"""`python -m tests.soak.vanished`: the machine of a PostgreSQL server vanishes without a word, and comes back.

Whoever was asking it has to be told in time, and may ask again once it is back. The control is the same engine as
SQLAlchemy makes it, whose connections go on waiting. Needs root, for a network of its own (`tests.soak.vanishing`).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Awaitable, Mapping
from pathlib import Path

from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.database.faults import is_outage
from bot.database.line import DEAF_SECONDS, postgres_engine
from tests.kit.postgres import served_postgres
from tests.meta.source import ROOT
from tests.soak.vanishing.cable import FAR, PORT, far_machine

NAME = "tests.soak.vanished"
SLACK = 5.0  # seconds: a kernel looks at its timers when the next repetition is due
UNDER_WAY, ASKED_THEN, NEW, BACK = "under way", "asked then", "a new connection", "once it is back"
CONTROL = "control, as SQLAlchemy makes it"


def is_possible() -> bool:
    """Say whether this account may have a network of its own."""
    try:
        return subprocess.run(["unshare", "--net", "true"], check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


def run(deaf: float, slack: float = SLACK) -> Mapping[str, float]:
    """Return the seconds after which each was told, where a line is given up after so many; in a network of its own."""
    command = ["unshare", "--net", sys.executable, "-m", NAME, "--deaf", str(deaf), "--slack", str(slack)]
    command.append("--within")
    ended = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT)
    return dict(json.loads(ended.stdout))


def wrong_in(took: Mapping[str, float], deaf: float, slack: float = SLACK) -> list[str]:
    """Return what took too long, and a control that did not."""
    limit = deaf + slack
    limits = {UNDER_WAY: limit, ASKED_THEN: limit, NEW: limit, BACK: slack}
    late = [f"{name}: {took[name]:.1f} s, limit {most:.0f}" for name, most in limits.items() if took[name] > most]
    return late if took[CONTROL] > limit else [*late, "the control was told too"]


async def _try(server: str, deaf: float, slack: float) -> Mapping[str, float]:
    door = Path(await _asked(create_async_engine(server), "SHOW unix_socket_directories"))
    url = make_url(f"postgresql+asyncpg://staffroom@{FAR}:{PORT}/postgres")
    ours, plain = postgres_engine(url, deaf=deaf), create_async_engine(url)
    took: dict[str, float] = {}

    async def told(name: str, asked: Awaitable[object]) -> None:
        """Note after how many seconds there was an answer or an error; a second past the limit it is given up."""
        began = time.monotonic()
        try:
            await asyncio.wait_for(asked, deaf + slack + 1)
        except Exception as error:  # whatever it is, it has to be one that the product knows
            if not is_outage(error):
                raise
        took[name] = time.monotonic() - began

    with far_machine(door / f".s.PGSQL.{make_url(server).port}") as cable:
        async with ours.connect() as idle:
            await idle.execute(text("SELECT 1"))
            async with asyncio.TaskGroup() as asking:
                asking.create_task(told(UNDER_WAY, _asked(ours, "SELECT pg_sleep(0.5)")))
                asking.create_task(told(CONTROL, _asked(plain, "SELECT pg_sleep(0.5)")))
                await asyncio.sleep(0.3)
                cable.cut()
                asking.create_task(told(ASKED_THEN, idle.execute(text("SELECT 1"))))
                asking.create_task(told(NEW, _asked(ours, "SELECT 1")))
        cable.mend()
        await told(BACK, _asked(ours, "SELECT 1"))
    return took


async def _asked(engine: AsyncEngine, statement: str) -> str:
    async with engine.connect() as connection:
        return str(await connection.scalar(text(statement)))


def _within(deaf: float, slack: float) -> Mapping[str, float]:
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    with served_postgres() as server:
        return asyncio.run(_try(f"{server}postgres", deaf, slack))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--deaf", type=float, default=float(DEAF_SECONDS), help="after how many seconds a line is given up"
    )
    parser.add_argument("--slack", type=float, default=SLACK, help="seconds that it may take longer")
    parser.add_argument("--within", action="store_true", help="this is the network of its own")
    options = parser.parse_args()
    if options.within:
        json.dump(_within(options.deaf, options.slack), sys.stdout)
        return
    if not is_possible():
        raise SystemExit("this account may not make a network of its own; root may")
    took = run(options.deaf, options.slack)
    for name, seconds in took.items():
        print(f"{name}: told after {seconds:.1f} s")  # noqa: T201 -- its answer
    if wrong := wrong_in(took, options.deaf, options.slack):
        raise SystemExit("; ".join(wrong))


if __name__ == "__main__":
    main()
