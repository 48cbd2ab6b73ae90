"""How large a machine a deployment needs, for docs/operations.md.

``python -m benchmarks.sizes`` fills a SQLite database for deployments of several sizes, builds each one's servers with
discord.py's own classes, and prints what that takes: the database, the process's memory, and the processor's time for
reading who is who, which is kept in memory until the roster changes. The last line is the control: what a look costs
that reads every network's definition, as each did before, against one that reads whose turn it is.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

import psutil
from sqlalchemy import event

from benchmarks.large_network import NOW, Large, built, fill, guild_payload
from benchmarks.large_server import client
from bot.clock import ManualClock
from bot.database.network import Network
from bot.house import House
from bot.offline import open_house
from bot.processes.turns import Turns
from bot.run import features
from bot.visibility.admission.promise import promise_of
from bot.visibility.permissions.kept import KeptAudit
from bot.visibility.server.snapshot import facts_of
from config.settings import Settings

SIZES = {
    "10 members": (1, Large(10, 12, 2)),
    "1,000 members": (1, Large(1_000, 20, 100)),
    "100,000 members": (1, Large(100_000, 100, 2_000)),
    "1,000 networks of 100 members": (1_000, Large(100, 12, 10)),
}
FILLED_AT_ONCE = 50
MEGABYTE = 1 << 20


@asynccontextmanager
async def _house(folder: Path) -> AsyncIterator[House]:
    settings = Settings(_env_file=None, data_dir=folder / "data", keys_dir=folder / "keys")
    async with open_house(settings, ManualClock(NOW)) as house:
        yield house


def _memory() -> float:
    gc.collect()
    return float(psutil.Process().memory_info().rss) / MEGABYTE


async def measure(name: str, folder: Path) -> dict[str, Any]:
    """Return the figures of one size, measured in this process alone."""
    count, large = SIZES[name]
    features.effects(), features.sweeps(), [__import__(each) for each in features.feature_names()]
    async with _house(folder) as house:
        networks = [await house.networks.create(f"Network {number}", now=NOW) for number in range(count)]
        for start in range(0, count, FILLED_AT_ONCE):
            await asyncio.gather(*(fill(each, large) for each in networks[start : start + FILLED_AT_ONCE]))
        await house.database.empty_log()
        before, began = _memory(), process_time()
        known = [await promise_of(each) for each in networks]
        reading = process_time() - began
        servers = await _servers(networks, large)
        audits = [KeptAudit(facts_of(server, {})) for server in servers]
        after = _memory()
        assert len(known) == len(audits) == count
        members = count * large.members
        size = house.settings.file.stat().st_size
        return {
            "name": name,
            "database": size / MEGABYTE,
            "bytes": size / members,
            "memory": after,
            "bare": before,
            "reading": reading,
            **(await _looks(house) if count > 1 else {}),
        }


async def _servers(networks: list[Network], large: Large) -> list[Any]:
    """Return the servers as discord.py keeps them, all from one state as in a process."""
    state = client()._connection  # noqa: SLF001 -- what builds discord.py's objects, without a gateway
    return [built(await guild_payload(each, large), state) for each in networks]


async def _looks(house: House) -> dict[str, Any]:
    """Return what it costs to see that no sweep is due, and how many statements it takes."""
    rhythm, turns = {"look": timedelta(hours=1)}, Turns(house.database)
    ids = list(await house.networks.servers())
    turn = await turns.take(rhythm, ids, NOW)
    await turns.end(turn, {place: NOW + timedelta(hours=1) for place in turn.places})
    statements: list[str] = []
    event.listen(house.database.engine.sync_engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    began = process_time()
    assert not await turns.due(rhythm, list(await house.networks.servers()), NOW)
    ours, asked = process_time() - began, len(statements)
    began = process_time()
    assert len(await house.networks.all()) == len(ids)
    return {"look": ours, "statements": asked, "whole": process_time() - began}


def main() -> None:
    """Measure each size in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one")
    one = parser.parse_args().one
    if one is not None:
        with TemporaryDirectory() as folder:
            print(json.dumps(asyncio.run(measure(one, Path(folder)))))
        return
    for name in SIZES:
        command = [sys.executable, "-m", "benchmarks.sizes", "--one", name]
        told = subprocess.run(command, check=True, stdout=subprocess.PIPE)  # noqa: S603 -- this program
        _show(json.loads(told.stdout))


def _show(found: dict[str, Any]) -> None:
    print(f"{found['name']}: database {found['database']:.1f} MB ({found['bytes']:.0f} bytes a member), "
          f"memory {found['memory']:.0f} MB ({found['bare']:.0f} before anything is kept), "
          f"reading who is who {found['reading']:.2f} s of processor", flush=True)  # fmt: skip
    if "look" in found:
        print(f"  to see that no sweep is due: {found['look'] * 1000:.0f} ms, {found['statements']} statements")
        print(f"  with every definition: {found['whole'] * 1000:.0f} ms, "
              f"1/{found['whole'] / found['look']:.1f} (at most 1/2)")  # fmt: skip
        assert found["look"] * 2 <= found["whole"]


if __name__ == "__main__":
    main()
