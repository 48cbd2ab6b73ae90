"""How many updates of members and roles are judged in a second, beside discord.py with an empty handler.

Part of benchmarks.events. Both get the same payloads in the same process, by turns, where the gateway's enter; counted
is processor time, from the first payload until no handler is at work any more. By then each update has had its
verdict, in memory: whether it lets somebody in who may not be (of a role: whether it may read more than before). Looks
at the server that begin meanwhile count as well; what is left of them afterwards is printed beside it: one look is
shared by what comes within a quarter of a second, and with it repairs, ledger and cards.

The control must miss the limit in the same run: a handler that looks at the whole server for each update.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from statistics import median
from time import process_time
from typing import Any

import discord

from benchmarks import large_network as net
from benchmarks.large_server import GUILD, client, member_payload, role_payload
from bot.visibility.permissions.audit import Audit
from bot.visibility.permissions.model import ADMINISTRATOR, VIEW_CHANNEL
from bot.visibility.server.snapshot import channel_of, guild_of

MANY, ROUNDS, FEW = 4_000, 5, 20
LEAST = 0.5  # of discord.py's pace
COLOUR, MEMBER = net.CHOICES[0], net.FIRST + 1
Sent = tuple[str, dict[str, Any]]


def handlers(payload: dict[str, Any], look: Callable[[discord.Guild], object]) -> Any:  # noqa: ANN401 -- discord.py's own
    """Return the state of a client that knows the same server, and looks at it in some way whenever it is told."""
    peer = client()

    @peer.event
    async def on_member_update(_before: discord.Member, after: discord.Member) -> None:
        """Look."""
        look(after.guild)

    @peer.event
    async def on_guild_role_update(_before: discord.Role, after: discord.Role) -> None:
        """Look."""
        look(after.guild)

    peer.loop = asyncio.get_running_loop()
    net.built(payload, peer._connection)  # noqa: SLF001 -- the gateway's entrance, without a gateway
    return peer._connection  # noqa: SLF001 -- the same


def nothing(_guild: discord.Guild) -> None:
    """Do what an empty handler does."""


def everything(guild: discord.Guild) -> Audit:
    """Look at everybody in every channel, as one does without anything that is kept in between."""
    return Audit(guild_of(guild), map(channel_of, guild.channels))


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


def other_roles(own: tuple[int, ...], count: int) -> Iterator[Sent]:
    """Yield updates that give a member a role of ours that opens nothing here, and take it again."""
    for number in range(count):
        yield "guild_member_update", member_payload(MEMBER, (*own, net.LEADS) if number % 2 == 0 else own)


def openings(own: tuple[int, ...], count: int) -> Iterator[Sent]:
    """Yield updates that take the role from a member that opens the rooms to them, and give it again."""
    rest = tuple(each for each in own if each != net.PRACTITIONERS)
    for number in range(count):
        yield "guild_member_update", member_payload(MEMBER, rest if number % 2 == 0 else own)


def powers(role_id: int, permissions: int, count: int) -> Iterator[Sent]:
    """Yield updates that let a role do something, and then nothing again."""
    for number in range(count):
        role = role_payload(role_id, permissions if number % 2 == 0 else 0)
        yield "guild_role_update", {"role": {**role, "position": role_id - 1}}


def views(_own: tuple[int, ...], count: int) -> Iterator[Sent]:
    """Yield updates that let a role of ours read everything, and nothing again."""
    return powers(net.STEWARD, VIEW_CHANNEL, count)


def administers(_own: tuple[int, ...], count: int) -> Iterator[Sent]:
    """Yield updates that let a role administer the server, and then not."""
    return powers(net.POWER, ADMINISTRATOR, count)


async def judged(state: Any, sent: list[Sent]) -> float:  # noqa: ANN401 -- discord.py's own
    """Return the processor time, in seconds, until every update has been judged."""
    before = process_time()
    for event, data in sent:
        getattr(state, f"parse_{event}")({"guild_id": str(GUILD), **data})
        await asyncio.sleep(0)
    while handling := [task for task in asyncio.all_tasks() if task.get_name().startswith("discord.py:")]:
        await asyncio.wait(handling)  # no polling: it would be counted as their work
    return process_time() - before


KINDS: dict[str, Callable[[tuple[int, ...], int], Iterator[Sent]]] = {
    "a member has another name": nicknames,
    "a member gets or loses a role that opens nothing": colours,
    "a role has another name": renamed_roles,
    "a member gets or loses a role of ours": other_roles,
    "a member loses or gets the role that opens the rooms": openings,
    "a role of ours may view channels, or not": views,
    "a role may administer the server, or not": administers,
}


async def compare(ours: Any, payload: dict[str, Any], rest: Callable[[], Awaitable[None]]) -> float:  # noqa: ANN401 -- discord.py's own
    """Print each kind of update for both; return the lowest ratio."""
    peer, lowest = handlers(payload, nothing), float("inf")
    own = tuple(int(each) for each in next(m for m in payload["members"] if m["user"]["id"] == str(MEMBER))["roles"])
    for name, kind in KINDS.items():
        sent, times, left = list(kind(own, MANY)), list[tuple[float, float]](), list[float]()
        for _ in range(ROUNDS):
            times.append((await judged(peer, sent), await judged(ours, sent)))
            before = process_time()
            await rest()
            left.append(process_time() - before)
        theirs, mine = (median(each) / MANY for each in zip(*times, strict=True))
        ratio = median(peer_took / took for peer_took, took in times)
        figures = f"{1 / mine:7.0f} a second, discord.py {1 / theirs:7.0f}: {ratio:.2f}"
        print(f"  {name:<58} {figures}; {median(left) * 1000:.0f} ms are left of {MANY}")
        lowest = min(lowest, ratio)
    sent = list(openings(own, FEW))
    control = await judged(peer, sent) / await judged(handlers(payload, everything), sent)
    print(f"  {'control: the whole server looked at for each':<58} {control:.4f} of discord.py's pace")
    assert control < LEAST, "the control, a handler that looks at the whole server, held"
    return lowest
