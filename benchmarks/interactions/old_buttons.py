"""Buttons from before a restart: all of them answer, and starting takes no longer for them.

Part of benchmarks.interactions. The peer, in the same run: how long discord.py alone takes to be told of as many
persistent views before it can start (`Client.add_view`), which is how it knows a button again.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import discord

from benchmarks.interactions.crowd import WRONG, Crowd, open_crowd
from benchmarks.interactions.network import found
from benchmarks.interactions.running import running, worked
from tests.kit.replies import MESSAGE

STARTS = 3
MOST_SLOWER = 1.25  # processor time of a start, beside one without them: noise alone makes a tenth


async def measure_buttons(count: int) -> None:
    """Start on a network with many buttons and on one with few, by turns; then click each of the many once."""
    with TemporaryDirectory() as place:
        few, many = Path(place) / "few", Path(place) / "many"
        few.mkdir()
        many.mkdir()
        ids = {few: await found(few, issues=10), many: await found(many, issues=count)}
        times: dict[Path, list[float]] = {few: [], many: []}
        for _ in range(STARTS):
            for kept in (few, many):
                times[kept].append(await _start(kept, ids[kept]))
        ratio = median(times[many]) / median(times[few])
        print(f"a start: {median(times[many]):.1f} s of processor time until the first answer with {count} buttons, "
              f"{median(times[few]):.1f} s with 10: {ratio:.2f} (at most {MOST_SLOWER})", flush=True)  # fmt: skip
        print(f"         discord.py alone is told of {count} views in {_told_of_views(count):.1f} s")
        answered = await _click_all(many, ids[many])
        print(f"{answered} of {count} buttons from before the restart answered")
        assert answered == count
        assert ratio <= MOST_SLOWER


async def _start(kept: Path, ids: dict[str, list[int]]) -> float:
    with TemporaryDirectory() as place:
        folder = Path(place) / "house"
        shutil.copytree(kept, folder)
        async with open_crowd(folder, ids) as crowd, running("ours", folder, crowd) as (process, _):
            return worked(process)


async def _click_all(kept: Path, ids: dict[str, list[int]]) -> int:
    answered = 0
    async with open_crowd(kept, ids) as crowd, running("ours", kept, crowd):
        for number, issue in enumerate(ids["issues"]):
            answered += await _is_answered(crowd, f"issues:open:{issue}", 1000 + number)
    return answered


async def _is_answered(crowd: Crowd, address: str, message_id: int) -> bool:
    sent = crowd.visitors.click(crowd.visitor(), address, message_id=message_id)
    began = perf_counter()
    await crowd.tell(sent)
    reply = await crowd.replies.wait_for(sent["token"])
    if perf_counter() - began > 3:
        print(f"{address} took {perf_counter() - began:.1f} s", file=sys.stderr)
    return reply.kind == MESSAGE and WRONG not in reply.told


def _told_of_views(count: int) -> float:
    client = discord.Client(intents=discord.Intents.none())
    before = process_time()
    for number in range(count):
        view = discord.ui.View(timeout=None)
        view.add_item(discord.ui.Button(label="Open", custom_id=f"issues:open:{number}"))
        client.add_view(view, message_id=1000 + number)
    return process_time() - before
