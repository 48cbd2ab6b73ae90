"""Who could let themselves in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from random import Random

import pytest

from bot.visibility.permissions.audit import Audit
from bot.visibility.permissions.gains import Gains, Way
from bot.visibility.permissions.model import (
    ADMINISTRATOR,
    MANAGE_CHANNELS,
    MANAGE_ROLES,
    MANAGE_THREADS,
    VIEW_CHANNEL,
    Channel,
    Guild,
    Member,
    Overwrite,
)
from tests.bot.visibility.permissions import transcription
from tests.bot.visibility.permissions.worlds import world

ANA = 100
LOW, READERS, HIGH = 10, 11, 12  # from the lowest to the highest
ROOM = Channel(7, (Overwrite(1, deny=VIEW_CHANNEL), Overwrite(READERS, allow=VIEW_CHANNEL)))


def ways(
    held: set[int],
    powers: dict[int, int],
    channel: Channel = ROOM,
    *,
    managed: frozenset[int] = frozenset(),
    offered: frozenset[int] = frozenset(),
) -> tuple[Way, ...]:
    """How Ana, with these roles, could let herself in; the roles stand on the server with these permissions."""
    roles = {1: 0, LOW: 0, READERS: 0, HIGH: 0, **powers}
    guild = Guild(1, 0, roles, (Member(ANA, frozenset(held)),), (1, LOW, READERS, HIGH), managed, offered)
    return Gains(Audit(guild, [channel])).into(channel.id).get(ANA, ())


def test_whoever_manages_roles_above_the_spaces_role_can_take_it() -> None:
    assert ways({HIGH}, {HIGH: MANAGE_ROLES}) == (Way("manage_roles", READERS),)


def test_managing_roles_reaches_no_role_at_or_above_ones_own_highest() -> None:
    assert ways({LOW}, {LOW: MANAGE_ROLES}) == ()
    above = Channel(7, (Overwrite(1, deny=VIEW_CHANNEL), Overwrite(HIGH, allow=VIEW_CHANNEL)))
    assert ways({READERS}, {READERS: MANAGE_ROLES}, above) == ()


def test_a_role_that_discord_manages_cannot_be_taken() -> None:
    assert ways({HIGH}, {HIGH: MANAGE_ROLES}, managed=frozenset({READERS})) == ()


def test_a_role_that_shuts_somebody_out_can_be_put_down_by_whoever_could_take_it() -> None:
    shut = Channel(7, (Overwrite(LOW, deny=VIEW_CHANNEL),))
    assert ways({LOW, HIGH}, {1: VIEW_CHANNEL, HIGH: MANAGE_ROLES}, shut)[-1].means == "manage_roles"
    assert ways({LOW, HIGH}, {1: VIEW_CHANNEL}, shut) == ()


def test_a_role_that_onboarding_offers_lets_everybody_in() -> None:
    assert ways(set(), {}, offered=frozenset({READERS})) == (Way("onboarding", READERS),)
    assert ways(set(), {LOW: ADMINISTRATOR}, offered=frozenset({LOW})) == (Way("onboarding", LOW),)


def test_an_offered_role_that_manages_roles_leads_further() -> None:
    assert Way("manage_roles", READERS) in ways(set(), {HIGH: MANAGE_ROLES}, offered=frozenset({HIGH}))


def test_a_member_who_is_shut_out_by_name_gains_nothing_by_a_role_unless_it_administers() -> None:
    shut = Channel(7, (*ROOM.overwrites, Overwrite(ANA, deny=VIEW_CHANNEL, of_member=True)))
    assert ways(set(), {}, shut, offered=frozenset({READERS})) == ()
    assert ways(set(), {LOW: ADMINISTRATOR}, shut, offered=frozenset({LOW})) == (Way("onboarding", LOW),)


@pytest.mark.parametrize("channel", [ROOM, Channel(7, (*ROOM.overwrites, Overwrite(LOW, deny=MANAGE_CHANNELS)))])
def test_whoever_manages_channels_on_the_server_could_open_any_of_them(channel: Channel) -> None:
    assert ways({LOW}, {LOW: MANAGE_CHANNELS}, channel) == (Way("manage_channels"),)


@pytest.mark.parametrize("target", [(LOW, False), (ANA, True)])
@pytest.mark.parametrize("power", [MANAGE_CHANNELS, MANAGE_ROLES])
def test_an_overwrite_that_lets_somebody_rule_over_the_channel_is_a_way_in(
    target: tuple[int, bool], power: int
) -> None:
    ruled = Channel(7, (*ROOM.overwrites, Overwrite(target[0], allow=power, of_member=target[1])))
    means = "manage_channels" if power == MANAGE_CHANNELS else "manage_permissions"
    assert [way.means for way in ways({LOW}, {}, ruled)] == [means]


def test_an_ordinary_member_has_no_way_in() -> None:
    assert ways({LOW}, {LOW: 1 << 11}) == ()


def test_into_a_private_thread_leads_managing_threads_and_for_those_listed_in_it_its_channel() -> None:
    thread = Channel(8, ROOM.overwrites, thread_members=frozenset({ANA}))
    assert ways(set(), {}, thread, offered=frozenset({READERS})) == (Way("onboarding", READERS),)
    others = Channel(8, ROOM.overwrites, thread_members=frozenset())
    assert ways(set(), {}, others, offered=frozenset({READERS})) == ()
    assert ways({READERS}, {}, others, offered=frozenset({LOW})) == ()
    assert ways({READERS}, {LOW: MANAGE_THREADS}, others, offered=frozenset({LOW})) == (Way("onboarding", LOW),)


def test_two_roles_that_open_a_thread_only_together_are_found() -> None:
    thread = Channel(8, ROOM.overwrites, thread_members=frozenset())
    offered = frozenset({LOW, READERS})
    assert ways(set(), {LOW: MANAGE_THREADS}, thread, offered=offered) == (Way("onboarding"),)


def subsets(roles: frozenset[int]) -> Iterator[frozenset[int]]:
    for size in range(len(roles) + 1):
        yield from map(frozenset, combinations(sorted(roles), size))


def takeable(guild: Guild, member: Member) -> frozenset[int]:
    """Which roles a member can take and put down, in so many words."""
    within = member.role_ids | guild.self_assignable
    permissions = guild.roles[1]
    for role_id in within:
        permissions |= guild.roles.get(role_id, 0)
    if not permissions & (MANAGE_ROLES | ADMINISTRATOR):
        return guild.self_assignable
    top = max((guild.order.index(role_id) for role_id in within if role_id in guild.order), default=0)
    return guild.self_assignable | (frozenset(guild.order[1:top]) - guild.managed)


@pytest.mark.parametrize("seed", range(25))
def test_nobody_who_could_get_in_by_any_choice_of_roles_is_missed(seed: int) -> None:
    guild, channels = world(Random(seed), channels=5, roles=5, members=12)  # noqa: S311 -- a test's
    audit = Audit(guild, channels)
    gains = Gains(audit)
    for channel in channels:
        named = gains.into(channel.id)
        for member in guild.members:
            now = transcription.can_view(guild, member, channel)
            choice = takeable(guild, member)
            worlds = (Member(member.id, (member.role_ids - choice) | chosen) for chosen in subsets(choice))
            could = any(transcription.can_view(guild, other, channel) for other in worlds)
            assert not (could and not now) or member.id in named, (seed, channel.id, member.id)
            assert not (now and member.id in named), "who reads it already gains nothing"
