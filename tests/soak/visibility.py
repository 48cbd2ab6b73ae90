"""A million random (server, channel, member): the engine, the transcription and discord.py must never differ.

Run: make soak, or python -m tests.soak.visibility [--triples 1000000] [--seed 0]
Each server's members are asked about in each of its channels. discord.py does not model private threads: those are
compared with the transcription alone, everything else with both.
"""

from __future__ import annotations

import argparse
from random import Random
from time import perf_counter

from bot.visibility.audit import Audit
from bot.visibility.snapshot import channel_of, guild_of
from tests.bot.visibility import transcription
from tests.bot.visibility.worlds import built, world


def compare(seed: int) -> tuple[int, int]:
    """Compare on one server; return how many triples were compared with the transcription and with discord.py."""
    random = Random(seed)  # noqa: S311 -- repeatable on purpose
    size = {"roles": random.choice((2, 6, 12, 70)), "members": random.choice((5, 40, 120))}
    guild, channels = world(random, channels=8, **size)
    audit = Audit(guild, channels)
    for channel in channels:
        seeing = audit.seeing(channel.id).tolist()
        told = [transcription.can_view(guild, member, channel) for member in guild.members]
        assert seeing == told, f"seed {seed}, channel {channel.id}: not as documented"
    theirs = built(guild, channels)
    from_cache = Audit(guild_of(theirs), map(channel_of, theirs.channels))
    for place in theirs.channels:
        seeing = from_cache.seeing(place.id).tolist()
        told = [place.permissions_for(member).view_channel for member in theirs.members]
        assert seeing == told, f"seed {seed}, channel {place.id}: not as discord.py"
    return len(channels) * len(guild.members), len(theirs.channels) * len(theirs.members)


def main() -> None:
    """Compare until there were enough triples of each."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--triples", type=int, default=1_000_000)
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


if __name__ == "__main__":
    main()
