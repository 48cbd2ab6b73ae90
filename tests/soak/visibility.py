"""A million random (server, channel, member): the engine, the transcription and discord.py must never differ.

Run: make soak, or python -m tests.soak.visibility [--triples 1000000] [--events 200000] [--seed 0]
Then the same for who could let themselves in, and for an audit that is kept through random events.
Each server's members are asked about in each of its channels. discord.py does not model private threads: those are
compared with the transcription alone, everything else with both. The controls must differ in the same run: the engine
with each of its rules left out in turn, and a kept audit that is told of nobody whose roles changed.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from random import Random
from time import perf_counter

import pytest

from bot.visibility.permissions.audit import Audit
from bot.visibility.permissions.doors import Doors
from bot.visibility.permissions.gains import Gains
from bot.visibility.permissions.kept import KeptAudit
from bot.visibility.permissions.model import Facts
from bot.visibility.server.snapshot import channel_of, facts_of, guild_of
from tests.bot.visibility.permissions import transcription
from tests.bot.visibility.permissions.gains_transcription import ways_in
from tests.bot.visibility.permissions.happenings import Gateway
from tests.bot.visibility.permissions.test_audit import RULES, mutant
from tests.bot.visibility.permissions.worlds import built, world
from tests.kit.controls import failing

WORLDS = 40  # in which a rule that is left out has to be missed


def compare(seed: int, engine: type[Audit] = Audit) -> tuple[int, int]:
    """Compare on one server; return how many triples were compared with the transcription and with discord.py."""
    random = Random(seed)  # noqa: S311 -- repeatable on purpose
    size = {"roles": random.choice((2, 6, 12, 70)), "members": random.choice((5, 40, 120))}
    guild, channels = world(random, channels=8, **size)
    audit = engine(guild, channels)
    for channel in channels:
        seeing = audit.seeing(channel.id).tolist()
        told = [transcription.can_view(guild, member, channel) for member in guild.members]
        assert seeing == told, f"seed {seed}, channel {channel.id}: not as documented"
    doors = Doors(guild, {channel.id: channel for channel in channels})
    for number, member in enumerate(guild.members):
        found = [channel.id for channel in channels if audit.seeing(channel.id)[number]]
        assert doors.named(doors.seen(member.id, member.role_ids)) == found, f"seed {seed}, member {member.id}"
    theirs = built(guild, channels)
    from_cache = Audit(guild_of(theirs), map(channel_of, theirs.channels))
    for place in theirs.channels:
        seeing = from_cache.seeing(place.id).tolist()
        told = [place.permissions_for(member).view_channel for member in theirs.members]
        assert seeing == told, f"seed {seed}, channel {place.id}: not as discord.py"
    return len(channels) * len(guild.members), len(theirs.channels) * len(theirs.members)


def compare_gains(seed: int) -> int:
    """Compare who could let themselves in, and how, on one server; return how many triples were compared."""
    guild, channels = world(Random(seed), channels=8, roles=6, members=120)  # noqa: S311 -- repeatable on purpose
    gains = Gains(Audit(guild, channels))
    for channel in channels:
        named = gains.into(channel.id)
        for member in guild.members:
            told = ways_in(guild, member, channel)
            assert set(named.get(member.id, ())) == told, f"seed {seed}, channel {channel.id}, member {member.id}"
    return len(channels) * len(guild.members)


def compare_kept(seed: int, events: int, keeper: type[KeptAudit] = KeptAudit) -> int:
    """Keep an audit through random events and compare it with a new one; return how many events there were."""
    random = Random(seed)  # noqa: S311 -- repeatable on purpose
    gateway = Gateway(random)
    kept = keeper(facts_of(gateway.guild, {each.id: channel_of(each) for each in gateway.guild.channels}))
    for number in range(events):
        gateway.happen()
        if number % 1_000 >= 500 and random.random() < 0.9:
            continue  # half of them come in bursts, looked at together
        kept.tell(facts_of(gateway.guild, {each.id: channel_of(each) for each in gateway.guild.channels}))
        assert kept.is_true(), f"seed {seed}: the kept audit is stale"
    return events


class Deaf(KeptAudit):
    """A kept audit that takes in everything but whose roles changed."""

    def _members(self, come: Iterable[int], left: Iterable[int], now: Facts) -> None:  # noqa: ARG002 -- so it is
        super()._members([], left, now)


def controls() -> int:
    """Leave out one rule after the other, then be deaf to members; return how many of these were noticed: all."""
    for rule in RULES:
        with pytest.MonkeyPatch.context() as patch, failing(f"without {rule}", "not as documented"):
            spoilt = mutant(rule, patch)
            for seed in range(WORLDS):
                compare(seed, spoilt)
    with failing("deaf to members", "the kept audit is stale"):
        compare_kept(0, 1_000, Deaf)
    return len(RULES) + 1


def until(enough: int, seed: int, compare: Callable[[int], int], what: str) -> None:
    """Compare on one seed after the other until there was enough, and say so."""
    done, first, began = 0, seed, perf_counter()
    while done < enough:
        done, seed = done + compare(seed), seed + 1
    print(f"{done:,} {what}, on {seed - first:,} servers: no difference ({perf_counter() - began:.0f} s)")  # noqa: T201 -- what this command is for


def main() -> None:
    """Compare until there were enough triples of each."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--triples", type=int, default=1_000_000)
    options.add_argument("--events", type=int, default=200_000)
    options.add_argument("--seed", type=int, default=0)
    chosen = options.parse_args()
    seed, documented, theirs, began = chosen.seed, 0, 0, perf_counter()
    while min(documented, theirs) < chosen.triples:
        compared = compare(seed)
        documented, theirs, seed = documented + compared[0], theirs + compared[1], seed + 1
    print(  # noqa: T201 -- what this command is for
        f"{documented:,} triples as documented, {theirs:,} as discord.py, on {seed - chosen.seed:,} servers: "
        f"no difference ({perf_counter() - began:.0f} s)"
    )
    until(chosen.triples, chosen.seed, compare_gains, "triples of who could let themselves in")
    until(chosen.events, chosen.seed, lambda seed: compare_kept(seed, 1_000), "events through which an audit was kept")
    print(f"controls: {controls()} of {len(RULES) + 1} engines that lack something differ")  # noqa: T201 -- the same


if __name__ == "__main__":
    main()
