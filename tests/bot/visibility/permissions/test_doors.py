"""What one account reads by what its roles open and shut is what the audit of the whole server says."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from bot.visibility.permissions.audit import Audit
from bot.visibility.permissions.doors import Doors
from bot.visibility.permissions.model import ADMINISTRATOR, MANAGE_ROLES, MANAGE_THREADS, VIEW_CHANNEL, Channel, Guild
from bot.visibility.permissions.model import Overwrite as Said
from tests.bot.visibility.permissions.worlds import GUILD, world

GIVEN, NAMED, PLAIN, POWER = 10, 11, 12, 13


def differing(guild: Guild, channels: list[Channel]) -> list[tuple[int, int]]:
    """The members and channels about which the two do not say the same."""
    audit, doors = Audit(guild, channels), Doors(guild, {each.id: each for each in channels})
    seeing = {each.id: audit.seeing(each.id).tolist() for each in channels}
    found = [set(doors.named(doors.seen(each.id, each.role_ids))) for each in guild.members]
    return [
        (member.id, channel_id)
        for place, member in enumerate(guild.members)
        for channel_id in seeing
        if seeing[channel_id][place] is not (channel_id in found[place])
    ]


@pytest.mark.parametrize("seed", range(40))
def test_on_random_servers_it_says_of_everybody_what_the_audit_says(seed: int) -> None:
    guild, channels = world(Random(seed), channels=12, roles=6, members=60)  # noqa: S311 -- repeatable on purpose
    assert differing(guild, channels) == []
    assert differing(replace(guild, roles={**guild.roles, GUILD: ADMINISTRATOR}), channels) == []


def test_behind_a_role_are_the_channels_that_name_it_and_all_of_them_if_it_may_read_by_itself() -> None:
    roles = {GUILD: 0, GIVEN: 0, NAMED: 0, PLAIN: MANAGE_ROLES, POWER: MANAGE_THREADS}
    channels = {
        1: Channel(1, (Said(GIVEN, allow=VIEW_CHANNEL),)),
        2: Channel(2, (Said(GIVEN, deny=MANAGE_THREADS), Said(NAMED, deny=VIEW_CHANNEL))),
        3: Channel(3, (Said(PLAIN, allow=MANAGE_ROLES), Said(GIVEN, allow=VIEW_CHANNEL, of_member=True))),
    }
    doors = Doors(Guild(GUILD, 9, roles), channels)
    assert doors.behind(GIVEN) == frozenset({1, 2})
    assert doors.behind(NAMED) == frozenset({2})
    assert doors.behind(PLAIN) == frozenset()
    assert doors.behind(999) == frozenset()
    assert doors.behind(POWER) is None
    assert doors.say_nothing_of([GUILD, PLAIN, 999])
    assert not any(doors.say_nothing_of([each]) for each in (GIVEN, NAMED, POWER))


def test_whoever_reads_everything_reads_the_same_however_that_comes() -> None:
    channels = {each: Channel(each, (Said(NAMED, allow=VIEW_CHANNEL),)) for each in (1, 2)}
    doors = Doors(Guild(GUILD, 9, {GUILD: 0, GIVEN: ADMINISTRATOR, NAMED: 0}), channels)
    seen = [doors.seen(9, []), doors.seen(8, [GIVEN]), doors.seen(8, [NAMED])]
    assert len(set(seen)) == 1
    assert doors.named(seen[0]) == [1, 2]
    assert doors.seen(8, []) == 0
