"""How long the event loop waits while members are loaded: as discord.py does alone, and with our collector settings.

Part of benchmarks.visibility. Both load the same chunks of a thousand, as they come from the gateway, in this process
with all of Staffroom in it.
"""

from __future__ import annotations

import asyncio
import json
from random import Random
from time import perf_counter

import discord
from discord.state import ChunkRequest

from benchmarks.large_server import GUILD, client, guild_payload, member_payload, role_sets
from bot.run import features
from bot.run.collector import calm_collector

CALMER = 5  # than discord.py alone, at least
NONCE = "asked-for"
CHUNK = 1_000  # members; Discord's own size


def chunks(members: int) -> list[str]:
    """Return the member list as the gateway sends it."""
    random = Random(1)  # noqa: S311 -- the same server each time
    sets = role_sets(random, 500)
    payloads = [member_payload(1000 + number, random.choice(sets)) for number in range(members)]
    parts = [payloads[start : start + CHUNK] for start in range(0, members, CHUNK)]
    facts = {"guild_id": str(GUILD), "chunk_count": len(parts), "not_found": [], "nonce": NONCE}
    return [json.dumps({**facts, "chunk_index": number, "members": part}) for number, part in enumerate(parts)]


async def longest_wait(sent: list[str]) -> float:
    """Load the members; return the longest time, in seconds, that the loop was not free."""
    state = client()._connection  # noqa: SLF001 -- the gateway's entrance, without a gateway
    data = {**guild_payload(Random(1)), "members": [], "channels": [], "member_count": len(sent) * CHUNK}  # noqa: S311 -- the same server each time
    guild = discord.Guild(data=data, state=state)  # type: ignore[arg-type]
    state._add_guild(guild)  # noqa: SLF001 -- the same
    request = ChunkRequest(guild.id, 0, asyncio.get_running_loop(), state._get_guild, cache=True)  # noqa: SLF001 -- the same
    request.nonce = NONCE
    state._chunk_requests[guild.id] = request  # noqa: SLF001 -- what `Guild.chunk` makes before it asks
    longest = 0.0
    for chunk in sent:
        began = perf_counter()
        state.parse_guild_members_chunk(json.loads(chunk))
        longest = max(longest, perf_counter() - began)
        await asyncio.sleep(0)
    assert len(guild.members) == len(sent) * CHUNK
    return longest


def measure(members: int) -> None:
    """Measure both, each three times, and compare the shortest."""
    sent = chunks(members)
    features.effects(), features.sweeps()  # everything that the running bot has imported
    alone = min(asyncio.run(longest_wait(sent)) for _ in range(3))
    with calm_collector():
        ours = min(asyncio.run(longest_wait(sent)) for _ in range(3))
    print(f"loading {members} members, the event loop's longest wait")
    print(f"  discord.py alone {alone * 1000:.0f} ms, ours {ours * 1000:.0f} ms: "
          f"1/{alone / ours:.1f} (at most 1/{CALMER})")  # fmt: skip
    assert ours * CALMER <= alone
