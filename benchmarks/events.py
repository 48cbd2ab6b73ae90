"""From an event on a large server to the first call that answers it: a repair, or the card of an exposure.

Run: python -m benchmarks.events [--members 50000] [--rooms 200] [--pause 1.0]
The whole house on a SQLite file, everybody on the roster and linked; events enter where the gateway's do, in
discord.py's parser, and calls arrive at a server on loopback. Prints for every kind of event the time that passed, the
processor time that this process used meanwhile (all that counts where others use the machine too), the ratio of the
limit to the first, and what the whole event cost until nothing went out any more: processor time and calls. Then, how
many updates a second are judged (benchmarks.events_pace), and what a bulk edit does (benchmarks.events_bulk). Asserts
the limits.
"""

from __future__ import annotations

import argparse
import asyncio
import inspect
import logging
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import discord

from benchmarks import large_network as net
from benchmarks.events_bulk import edit_in_bulk
from benchmarks.events_pace import LEAST, compare
from benchmarks.large_server import GUILD, SETTINGS, member_payload, role_payload
from benchmarks.outgoing import BOT, Outgoing, open_outgoing
from bot.database.network import Network
from bot.outbox.claims import EVERYTHING, owing_networks
from bot.people.store import PeopleStore
from bot.run.app import open_app
from bot.run.collector import calm_collector
from bot.visibility.admission.access import request_sync
from bot.visibility.permissions.model import ADMINISTRATOR, VIEW_CHANNEL, Overwrite
from cogs.rooms.readers.listening.listeners import UpkeepCog
from config.settings import Settings

LIMIT = 2.0  # seconds from the event to the first call
PATIENCE = 60.0  # seconds until a call is given up
WHOLE = 60.0  # seconds of processor time for all that one event causes


class Bench:
    """The running house and its large server."""

    def __init__(
        self,
        network: Network,
        state: Any,  # noqa: ANN401 -- discord.py's own
        outgoing: Outgoing,
        payload: dict[str, Any],
        pause: float,
    ) -> None:
        self.network, self.state, self.outgoing, self.pause = network, state, outgoing, pause
        self.payload = payload
        self.members = {int(each["user"]["id"]): each for each in payload["members"]}
        self.channels = {int(each["id"]): each for each in payload["channels"]}
        self.worst, self.dearest = 0.0, 0.0

    async def time(self, name: str, event: Callable[[], object], expected: str) -> None:
        """Send an event and print how long the first call took that changes something under a path."""
        await self.rest()
        since, worked = perf_counter(), process_time()
        if (writing := event()) is not None and inspect.isawaitable(writing):
            await writing
        while (found := self.outgoing.first(since, containing=expected)) is None:
            assert perf_counter() - since < PATIENCE, f"{name}: no call"
            await asyncio.sleep(0.002)
        took, call = found
        first = process_time() - worked
        self.worst = max(self.worst, took)
        print(f"  {name:<58} {took * 1000:7.0f} ms {first * 1000:7.0f} ms  1/{LIMIT / took:.1f}  {call}")
        await self.rest()
        whole, calls = process_time() - worked, self.outgoing.count(since)
        self.dearest = max(self.dearest, whole)
        print(f"  {'  all of it':<58} {'':7}    {whole * 1000:7.0f} ms  {calls} calls")

    async def hear_nothing(self, name: str, event: Callable[[], object]) -> None:
        """Send an event that nothing answers: were it answered, the calls would not be those of the events."""
        await self.rest()
        since = perf_counter()
        event()
        await self.rest()
        assert (found := self.outgoing.first(since, containing="/")) is None, f"the control, {name}: {found}"
        print(f"  {name:<58} no call")

    async def rest(self) -> None:
        """Wait until nothing goes out any more."""
        seen = -1
        while seen != len(self.outgoing.calls) or await self.is_busy():
            seen = len(self.outgoing.calls)
            await asyncio.sleep(self.pause)

    async def is_busy(self) -> bool:
        """Say whether listeners are still at work, or the outbox owes something now."""
        if any(task.get_name().startswith(("discord.py:", "rooms.")) for task in asyncio.all_tasks()):
            return True
        [owing] = await owing_networks(self.network.database.engine, [EVERYTHING], datetime.now(UTC))
        return bool(owing)

    def send(self, event: str, **data: Any) -> None:  # noqa: ANN401 -- JSON
        """Send an event as the gateway does."""
        getattr(self.state, f"parse_{event}")({"guild_id": str(GUILD), **data})

    def roles(self, account: int, *more: int, but: int | None = None) -> None:
        """Give somebody roles besides their own, or all but one of those."""
        own = (each for each in map(int, self.members[account]["roles"]) if each != but)
        self.send("guild_member_update", **member_payload(account, (*own, *more)))

    def empower(self, account: int, role_id: int) -> None:
        """Make somebody an administrator by a role of theirs."""
        self.role(role_id, ADMINISTRATOR)
        self.roles(account, role_id)

    async def supervise(self, boss: int, report: int) -> None:
        """Change the roster."""
        async with self.network.write() as tx:
            await PeopleStore(tx).set_supervisors(report, [boss])
            await request_sync(tx, report, now=net.NOW)

    def role(self, role_id: int, permissions: int) -> None:
        """Change what a role may."""
        self.send("guild_role_update", role={**role_payload(role_id, permissions), "position": role_id - 1})

    def let_in(self, channel_id: int, *more: Overwrite, name: str = "space") -> None:
        """Edit a channel's overwrites."""
        told = net.channel(channel_id, more, name)["permission_overwrites"]
        own = self.channels[channel_id]
        kept = [] if name == "___hidden___" else own["permission_overwrites"]
        self.send("channel_update", **{**own, "name": name, "permission_overwrites": [*kept, *told]})


async def measure(bench: Bench) -> None:
    """Send every kind of event, each with its answer, and undo it before the next."""
    principal, room = net.FIRST, net.ROOMS
    stranger, power, crowd = SETTINGS.administrator + 10**7, net.POWER, net.CROWD
    someone = Overwrite(principal, allow=VIEW_CHANNEL, of_member=True)
    shut = Overwrite(GUILD, deny=VIEW_CHANNEL)
    await bench.hear_nothing(
        "control: a member has another name",
        lambda: bench.send("guild_member_update", **{**bench.members[principal], "nick": "Another"}),
    )
    await bench.time(
        "a member is given our role by hand", lambda: bench.roles(principal, net.PRACTITIONERS), f"/members/{principal}"
    )
    bench.roles(principal)
    await bench.time("somebody is let into a room by name", lambda: bench.let_in(room, someone), f"/channels/{room}")
    bench.let_in(room)
    await bench.time(
        "one of our roles becomes an administrator's",
        lambda: bench.role(net.STEWARD, ADMINISTRATOR),
        f"/roles/{net.STEWARD}",
    )
    bench.role(net.STEWARD, 0)
    await bench.time(
        "a member becomes an administrator",
        lambda: bench.empower(principal, power),
        "/messages",
    )
    await bench.time(
        "the administrator's role is deleted", lambda: bench.send("guild_role_delete", role_id=str(power)), "/messages"
    )
    bench.send("guild_role_create", role=role_payload(power, 0))
    bench.roles(principal)
    newcomer = member_payload(stranger, (power,))
    newcomer["user"]["bot"] = True
    bench.role(power, ADMINISTRATOR)
    await bench.time(
        "a bot joins with an administrator's role", lambda: bench.send("guild_member_add", **newcomer), "/messages"
    )
    await bench.time("it leaves", lambda: bench.send("guild_member_remove", **newcomer), "/messages")
    owner = {"id": str(GUILD), "name": "A large network", "roles": []}
    roles = [role_payload(each.id, each.permissions.value) for each in bench.state._get_guild(GUILD).roles]  # noqa: SLF001 -- the cache
    await bench.time(
        "the server has another owner",
        lambda: bench.state.parse_guild_update({**owner, "roles": roles, "owner_id": str(principal)}),
        "/messages",
    )
    bench.state.parse_guild_update({**owner, "roles": roles, "owner_id": str(net.OWNER)})
    await bench.time(
        "a room is hidden from the bot",
        lambda: bench.let_in(room, shut, name="___hidden___"),
        f"/channels/{net.STEWARDS}",
    )
    bench.let_in(room)
    boss, pair = net.FIRST, net.THREADS
    bench.outgoing.threads[pair].append(boss)
    joined = [{"id": str(pair), "user_id": str(boss), "join_timestamp": "2026-03-02T15:00:00+00:00", "flags": 0}]
    await bench.time(
        "a principal is added to a pair's thread",
        lambda: bench.send("thread_members_update", id=str(pair), member_count=3, added_members=joined),
        "thread-members",
    )
    bench.outgoing.threads[pair].remove(boss)
    bench.send("thread_members_update", id=str(pair), member_count=2, removed_member_ids=[str(boss)])
    await bench.rest()
    newly, report = net.FIRST + 5, net.FIRST + 6
    await bench.time(
        "somebody becomes a supervisor on the roster", lambda: bench.supervise(newly, report), f"/members/{newly}"
    )
    holders = sum(str(crowd) in each["roles"] for each in bench.members.values())
    await bench.time(
        f"a role of {holders} members becomes an administrator's", lambda: bench.role(crowd, ADMINISTRATOR), "/messages"
    )


@asynccontextmanager
async def running(large: net.Large, folder: Path, pause: float) -> AsyncIterator[Bench]:
    """Open the house, fill the database, put the server into the cache and look at it for the first time."""
    settings = Settings(_env_file=None, data_dir=folder / "data", keys_dir=folder / "keys",
                        public_url="http://127.0.0.1:1", web_port=0)  # fmt: skip
    async with open_outgoing() as outgoing, open_app(settings, pulse=False) as house:
        client = house.client
        assert client is not None
        [network] = await house.networks.all()
        await net.fill(network, large)
        await house.networks.link(network.id, GUILD)
        payload = await net.guild_payload(network, large)
        await client.login("MTIz.good.token")
        state: Any = client._connection  # noqa: SLF001 -- the gateway's entrance, without a gateway
        us: Any = {"id": str(BOT), "username": "staffroom", "discriminator": "0", "avatar": None}
        state.user = discord.ClientUser(state=state, data=us)
        outgoing.threads |= {net.THREADS + n: [BOT, *large.in_thread(n)] for n in range(large.threads)}
        guild = net.built(payload, state)
        assert guild.chunked
        found = await house.networks.get(network.id)
        cog = client.get_cog(UpkeepCog.__name__)
        assert found is not None
        assert isinstance(cog, UpkeepCog)
        began, worked = perf_counter(), process_time()
        await cog.look_after_absence(found, guild)
        took, worked = perf_counter() - began, process_time() - worked
        print(f"  {'the first look, everything written down':<58} {took:7.1f} s  {worked:7.1f} s")
        yield Bench(found, state, outgoing, payload, pause)


async def run(large: net.Large, pause: float) -> tuple[float, float, float]:
    """Measure; return the longest time to a first call, the most processor time of an event, and the lowest pace."""
    with tempfile.TemporaryDirectory() as folder:
        async with running(large, Path(folder), pause) as bench:
            await measure(bench)
            await bench.rest()
            print("updates judged, in processor time")
            pace = await compare(bench.state, bench.payload, bench.rest)
            print("a bulk edit of roles")
            bench.worst = max(bench.worst, await edit_in_bulk(bench))
            return bench.worst, bench.dearest, pace


def main() -> None:
    """Measure every kind of event."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--members", type=int, default=50_000)
    options.add_argument("--rooms", type=int, default=200)
    options.add_argument("--threads", type=int, default=5)
    options.add_argument("--pause", type=float, default=1.0, help="seconds without a call that count as rest")
    options.add_argument("--least", type=float, default=LEAST, help="of discord.py's pace")
    chosen = options.parse_args()
    logging.disable(logging.WARNING)
    print(f"{chosen.rooms} spaces by {chosen.members} members, all on the roster; from the event to the first call")
    with calm_collector():
        large = net.Large(chosen.members, chosen.rooms, chosen.threads)
        worst, dearest, pace = asyncio.run(run(large, chosen.pause))
    print(f"the longest: {worst:.2f} s, at most {LIMIT:.0f}: 1/{LIMIT / worst:.1f}")
    print(f"the dearest: {dearest:.1f} s of processor time, at most {WHOLE:.0f}: 1/{WHOLE / dearest:.1f}")
    print(f"the lowest pace: {pace:.2f} of discord.py's with an empty handler, at least {chosen.least:.2f}")
    assert worst <= LIMIT
    assert pace >= chosen.least
    assert dearest <= WHOLE


if __name__ == "__main__":
    main()
