"""A bulk edit of roles by another bot: thousands of members in one go, and in the midst of them somebody is let in.

Part of benchmarks.events. Every member loses the role that opens the rooms to them, so each has to be given it back;
one of them is a principal, who gets it. Printed: how long after its event the call goes out that takes it away, when
the last event was judged, and what all of it costs. Asserted is the first.
"""

from __future__ import annotations

import asyncio
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from benchmarks import large_network as net

if TYPE_CHECKING:
    from benchmarks.events import Bench

BULK = 2_000
PATIENCE = 60.0  # seconds


async def edit_in_bulk(bench: Bench) -> float:
    """Edit the roles of many; return how long somebody could read what they should not, until the call."""
    await bench.rest()
    principal, told = net.FIRST, 0.0
    some = range(net.FIRST + 1, net.FIRST + 1 + min(BULK, len(bench.members) // 2))
    members = [each for each in some if (each - net.FIRST) % net.AT_A_SITE]  # the rest are principals
    since, worked = perf_counter(), process_time()
    for number, account in enumerate(members):
        if number == len(members) // 2:
            told = perf_counter()
            bench.roles(principal, net.PRACTITIONERS)
        bench.roles(account, but=net.PRACTITIONERS)
        await asyncio.sleep(0)
    while handling := [task for task in asyncio.all_tasks() if task.get_name().startswith("discord.py:")]:
        await asyncio.wait(handling)
    judged = perf_counter() - since
    while (found := bench.outgoing.first(told, containing=f"/members/{principal}")) is None:
        assert perf_counter() - told < PATIENCE, "nobody took the role from them"
        await asyncio.sleep(0.002)
    took, _ = found
    await bench.rest()
    whole, calls = process_time() - worked, bench.outgoing.count(since)
    given = {path for at, _, path in bench.outgoing.calls if at >= since and "/members/" in path}
    assert len(given) == len(members) + 1, "somebody's roles were not put right"
    said = f"{len(members)} members, judged in {judged * 1000:.0f} ms, and all of it:"
    print(f"  {said:<58} {'':7}    {whole * 1000:7.0f} ms  {calls} calls")
    print(f"  {'  until the call that takes it from the one let in':<58} {took * 1000:7.0f} ms")
    return took
