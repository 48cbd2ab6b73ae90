"""How many updates of members and roles are judged in a second, beside discord.py with an empty handler.

Part of benchmarks.events. Both get the same payloads in the same process, by turns, where the gateway's enter; counted
is processor time, from the first payload until no handler is at work any more. Most updates on a server decide nothing
about who reads what (a name, a picture, a colour), so those are held to the limit; one that gives a role which opens
something has a look taken at all spaces, and what that costs is printed beside it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from statistics import median
from time import process_time
from typing import Any

import discord

from benchmarks import large_network as net
from benchmarks.large_server import GUILD, client, member_payload, role_payload

MANY, FEW, ROUNDS = 2_000, 20, 5
LEAST = 0.5  # of discord.py's pace
COLOUR, MEMBER = net.CHOICES[0], net.FIRST + 1
Sent = tuple[str, dict[str, Any]]


def empty_handler(payload: dict[str, Any]) -> Any:  # noqa: ANN401 -- discord.py's own
    """Return the state of a client that knows the same server and has handlers that do nothing."""
    peer = client()

    @peer.event
    async def on_member_update(before: discord.Member, after: discord.Member) -> None:
        """Do nothing."""

    @peer.event
    async def on_guild_role_update(before: discord.Role, after: discord.Role) -> None:
        """Do nothing."""

    peer.loop = asyncio.get_running_loop()
    net.built(payload, peer._connection)  # noqa: SLF001 -- the gateway's entrance, without a gateway
    return peer._connection  # noqa: SLF001 -- the same


def nicknames(own: tuple[int, ...], count: int) -> Iterator[Sent]:
    """Yield updates that give a member one name after the other."""
    for number in range(count):
        yield "guild_member_update", {**member_payload(MEMBER, own), "nick": f"Name {number}"}


def colours(own: tuple[int, ...], count: int) -> Iterator[Sent]:
    """Yield updates that give a member a role which opens nothing, and take it again."""
    rest = tuple(each for each in own if each != COLOUR)
    for number in range(count):
        yield "guild_member_update", member_payload(MEMBER, (*rest, COLOUR) if number % 2 else rest)


def renamed_roles(_own: tuple[int, ...], count: int) -> Iterator[Sent]:
    """Yield updates that give a role one name after the other."""
    for number in range(count):
        role = {**role_payload(COLOUR, 0), "position": COLOUR - 1, "name": f"Role {number}"}
        yield "guild_role_update", {"role": role}


def openings(own: tuple[int, ...], count: int) -> Iterator[Sent]:
    """Yield updates that give a member a role of ours, and take it again."""
    for number in range(count):
        yield "guild_member_update", member_payload(MEMBER, (*own, net.LEADS) if number % 2 == 0 else own)


async def judged(state: Any, sent: list[Sent]) -> float:  # noqa: ANN401 -- discord.py's own
    """Return the processor time, in seconds, until every update has been judged."""
    before = process_time()
    for event, data in sent:
        getattr(state, f"parse_{event}")({"guild_id": str(GUILD), **data})
        await asyncio.sleep(0)
    while handling := [task for task in asyncio.all_tasks() if task.get_name().startswith("discord.py:")]:
        await asyncio.wait(handling)  # no polling: it would be counted as their work
    return process_time() - before


async def compare(ours: Any, payload: dict[str, Any]) -> float:  # noqa: ANN401 -- discord.py's own
    """Print each kind of update for both; return the lowest ratio among those that decide nothing."""
    peer, lowest = empty_handler(payload), float("inf")
    own = tuple(int(each) for each in next(m for m in payload["members"] if m["user"]["id"] == str(MEMBER))["roles"])
    kinds: list[tuple[str, Callable[[tuple[int, ...], int], Iterator[Sent]], int]] = [
        ("a member has another name", nicknames, MANY),
        ("a member gets or loses a role that opens nothing", colours, MANY),
        ("a role has another name", renamed_roles, MANY),
        ("a member gets or loses a role of ours (no limit)", openings, FEW),
    ]
    for name, kind, count in kinds:
        sent, times = list(kind(own, count)), list[tuple[float, float]]()
        for _ in range(ROUNDS if count == MANY else 1):
            times.append((await judged(peer, sent), await judged(ours, sent)))
        theirs, mine = (median(each) / count for each in zip(*times, strict=True))
        ratio = median(peer_took / took for peer_took, took in times)
        print(f"  {name:<58} {1 / mine:7.0f} a second, discord.py {1 / theirs:7.0f}: {ratio:.2f}")
        lowest = min(lowest, ratio) if count == MANY else lowest
    return lowest
