"""Who can read this, on a large server, against discord.py in the same run. Prints the figures, asserts the limits.

Run: python -m benchmarks.visibility [--members 50000] [--rooms 200]
discord.py's loop would take a minute or two: a sample of its calls is timed, and the whole is extrapolated from it.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from random import Random
from time import perf_counter

import discord

from benchmarks import loading
from benchmarks.large_server import SETTINGS, large_server
from bot.run.collector import calm_collector
from bot.visibility.permissions.audit import Audit
from bot.visibility.permissions.model import VIEW_CHANNEL
from bot.visibility.server.snapshot import channel_of, guild_of

FASTER = 300  # than looping permissions_for, at least
CHEAPER = 20  # a change of a hundredth than a full audit, at least
SAMPLED_ROOMS, SAMPLED_MEMBERS = 8, 5_000  # calls of permissions_for that are timed


def best(work: Callable[[], object], times: int = 5) -> float:
    """Return the shortest of several runs, in seconds: what else the machine does only ever adds."""
    found = []
    for _ in range(times):
        began = perf_counter()
        work()
        found.append(perf_counter() - began)
    return min(found)


def loop_seconds(guild: discord.Guild, rooms: list[discord.TextChannel], random: Random) -> float:
    """Return what looping discord.py's own method over everybody and every room would take."""
    some_rooms, members = random.sample(rooms, SAMPLED_ROOMS), guild.members
    first = random.randrange(len(members) - SAMPLED_MEMBERS)
    some_members = members[first : first + SAMPLED_MEMBERS]  # in their order, as the loop would meet them

    def ask() -> None:
        for room in some_rooms:
            for member in some_members:
                _ = room.permissions_for(member).view_channel

    return best(ask, 3) / (SAMPLED_ROOMS * SAMPLED_MEMBERS) * len(rooms) * len(members)


def measure(distinct: int, members: int, rooms: int) -> None:
    """Compare full audits and single changes on one server."""
    random = Random(distinct)  # noqa: S311 -- the same server each time
    guild, channels = large_server(random, members=members, rooms=rooms, distinct=distinct)

    def whole() -> None:
        """From discord.py's cache to an answer for every member in every room."""
        audit = Audit(guild_of(guild), map(channel_of, channels))
        for channel in channels:
            audit.seeing(channel.id)

    facts, places = guild_of(guild), [channel_of(channel) for channel in channels]
    full = best(lambda: Audit(facts, places))
    audit = Audit(facts, places)
    check(audit, guild, channels, random)
    looped, everything = loop_seconds(guild, channels, random), best(whole)
    distinct_now = len({member.role_ids for member in facts.members})
    print(f"{rooms} rooms by {len(guild.members)} members, {distinct_now} role sets")
    print(f"  discord.py, extrapolated from {SAMPLED_ROOMS * SAMPLED_MEMBERS} calls: {looped:.1f} s")
    print(f"  ours, from discord.py's cache: {everything:.3f} s, 1/{looped / everything:.0f} (at most 1/{FASTER})")
    assert looped >= FASTER * everything
    for name, role_id, least in (("rare", SETTINGS.rare, CHEAPER), ("everyone's", guild.id, 1)):
        touched = int(audit.sets.has[audit.sets.row_of[role_id], : audit.sets.used].sum())
        values = iter([VIEW_CHANNEL, 0] * 10)

        def change_it(role_id: int = role_id, values: Iterator[int] = values) -> None:
            audit.role_changed(role_id, next(values))

        change = best(change_it, 11)
        print(f"  a change of the {name} role ({touched} of {audit.sets.used} role sets): {change * 1000:.2f} ms, "
              f"1/{full / change:.0f} of a full audit of {full * 1000:.1f} ms (at most 1/{least})")  # fmt: skip
        assert touched * 100 <= audit.sets.used or least == 1
        assert change * least <= full


def check(audit: Audit, guild: discord.Guild, channels: list[discord.TextChannel], random: Random) -> None:
    """Make sure that both say the same, on a sample: speed alone is worth nothing."""
    for channel in random.sample(channels, 10):
        seeing = audit.seeing(channel.id)
        for place in random.sample(range(len(guild.members)), 200):
            assert seeing[place] == channel.permissions_for(guild.members[place]).view_channel


def main() -> None:
    """Measure loading, then both servers."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--members", type=int, default=50_000)
    options.add_argument("--rooms", type=int, default=200)
    chosen = options.parse_args()
    loading.measure(chosen.members)
    for distinct in (500, chosen.members * 98 // 100):
        with calm_collector():  # for discord.py's loop as for ours: it is how the bot runs
            measure(distinct, chosen.members, chosen.rooms)


if __name__ == "__main__":
    main()
