"""The process for heavy work does not outlive who started it: it would keep its memory, and what it was told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from tests.meta.source import ROOT

STARTER = """
import asyncio, os
from bot.workers import Workers

async def main():
    print(await Workers().run(os.getpid), flush=True)
    await asyncio.sleep(60)

if __name__ == "__main__":
    asyncio.run(main())
"""
PATIENCE = 20.0  # seconds


def test_the_process_for_heavy_work_ends_when_who_started_it_is_killed() -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", STARTER], cwd=ROOT, stdout=subprocess.PIPE, env=env) as starter:
        assert starter.stdout is not None
        worker = int(starter.stdout.readline())
        starter.kill()
        try:
            starter.communicate(timeout=PATIENCE)  # until nobody holds the other end of the pipe any more
        except subprocess.TimeoutExpired:
            os.kill(worker, signal.SIGKILL)
            raise
