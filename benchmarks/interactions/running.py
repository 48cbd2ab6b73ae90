"""A bot in a process of its own, connected to the crowd's Discord."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psutil

from benchmarks.interactions.crowd import Crowd


def worked(process: psutil.Process) -> float:
    """Return the processor time of a process and its children, in seconds."""
    return sum(sum(each.cpu_times()[:2]) for each in [process, *process.children(recursive=True)])


async def settled(process: psutil.Process, *, within: float = 0.05) -> None:
    """Wait until a bot that has just started has nothing more to do."""
    for _ in range(60):
        before = worked(process)
        await asyncio.sleep(1)
        if worked(process) - before < within:
            return


@asynccontextmanager
async def running(which: str, folder: Path, crowd: Crowd) -> AsyncIterator[tuple[psutil.Process, list[str]]]:
    """Run a bot in a process of its own until the block ends; what it printed is in the list then."""
    command = [sys.executable, "-m", "benchmarks.interactions.bots", str(folder), crowd.address, which]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    printed: list[str] = []
    try:
        await crowd.first_answer()
        yield psutil.Process(process.pid), printed
    finally:
        process.terminate()
        told, _ = await process.communicate()
        printed.append(told.decode())
