"""Who could let themselves in, against the plain transcription at random; and that no rule is superfluous."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from random import Random
from types import ModuleType

import pytest

from bot.visibility.permissions import gains
from bot.visibility.permissions.audit import Audit
from bot.visibility.permissions.gains import Gains, Way
from bot.visibility.permissions.model import Channel, Guild
from tests.bot.visibility.permissions import transcription
from tests.bot.visibility.permissions.gains_transcription import could_truly, every_choice, ways_in
from tests.bot.visibility.permissions.worlds import world

Make = Callable[[Random], tuple[Guild, list[Channel]]]


def transcribed(guild: Guild, channel: Channel) -> dict[int, set[Way]]:
    found = {member.id: ways_in(guild, member, channel) for member in guild.members}
    return {member_id: ways for member_id, ways in found.items() if ways}


def computed(found: Gains, channel: Channel) -> dict[int, set[Way]]:
    return {member_id: set(ways) for member_id, ways in found.into(channel.id).items()}


@pytest.mark.parametrize("seed", range(32))
def test_in_a_hundred_thousand_triples_the_engine_and_the_plain_rules_name_the_same_ways(seed: int) -> None:
    guild, channels = world(Random(seed), channels=10, roles=5, members=320)  # noqa: S311 -- a test's
    found = Gains(Audit(guild, channels))
    for each in channels:
        assert computed(found, each) == transcribed(guild, each), (seed, each.id)


@pytest.mark.parametrize("seed", range(40))
def test_where_people_are_named_and_may_take_many_roles_the_same_ways_are_named_too(seed: int) -> None:
    guild, channels = pointed(Random(seed))  # noqa: S311 -- a test's
    found = Gains(Audit(guild, channels))
    assert all(computed(found, each) == transcribed(guild, each) for each in channels)


@pytest.mark.parametrize("seed", range(40))
def test_nobody_whom_any_choice_of_roles_lets_in_is_left_out(seed: int) -> None:
    guild, channels = world(Random(seed), channels=6, roles=5, members=15)  # noqa: S311 -- a test's
    found = Gains(Audit(guild, channels))
    for each in channels:
        named = found.into(each.id)
        missed = [who for who in guild.members if who.id not in named and could_truly(guild, who, each)]
        assert not missed, (seed, each.id)


def test_the_plain_rules_choose_among_all_roles_that_can_be_taken() -> None:
    guild, [channel] = world(Random(4), channels=1, roles=4, members=6)  # noqa: S311 -- a test's
    for member in guild.members:
        assert member in list(every_choice(guild, member))
        assert not (transcription.can_view(guild, member, channel) and ways_in(guild, member, channel))


RULES = {
    "who reads it already": (
        "outside = ~self._audit.seeing(channel_id)",
        "outside = self._audit.seeing(channel_id) | True",
    ),
    "single roles come first": ("tuple(way for way in ways if way not in several) or tuple(ways)", "tuple(ways)"),
    "channels managed on the server": (
        "self._manages_channels[row][set_of] | audit.holders(channel_id, MANAGE_CHANNELS)",
        "audit.holders(channel_id, MANAGE_CHANNELS)",
    ),
    "channels managed in the channel": (
        "self._manages_channels[row][set_of] | audit.holders(channel_id, MANAGE_CHANNELS)",
        "self._manages_channels[row][set_of]",
    ),
    "permissions by a role's overwrite": ("self._manages_permissions[row][set_of] | self._told", "self._told"),
    "permissions by a member's overwrite": (" | self._told_by_name(channel_id, MANAGE_ROLES)\n", "\n"),
    "permissions around a thread": (
        "permissions |= audit.holders(channel_id, MANAGE_ROLES) & audit",
        "permissions |= False & audit",
    ),
    "only who reads around the thread": (" & audit.holders(channel_id, VIEW_CHANNEL)", ""),
    "a ruler needs no role": (" & ~(channels | permissions)", ""),
    "a step's view": ("return view | rules", "return rules"),
    "a step's rule": ("return view | rules", "return view"),
    "a member's overwrite after a step": (
        "view = self._and_by_name(held(step.view), channel_id, VIEW_CHANNEL)",
        "view = held(step.view)",
    ),
    "a member's denial after a step": ("return held & ~denied |", "return held |"),
    "a member's allowance after a step": ("~denied | self._told_by_name(channel_id, permission)", "~denied"),
    "power over all channels after a step": ("rules = held(step.power) | self._and", "rules = self._and"),
    "power in the channel after a step": (
        "held(step.power) | self._and_by_name(held(step.channels), channel_id, MANAGE_CHANNELS)",
        "held(step.power)",
    ),
    "a thread's members": ("audit.inside(channel_id) | threads | roles", "threads | roles"),
    "a thread's keepers": ("audit.inside(channel_id) | threads | roles", "audit.inside(channel_id) | roles"),
    "a thread's rulers": ("audit.inside(channel_id) | threads | roles", "audit.inside(channel_id) | threads"),
    "a thread is no channel": ("view &= audit.inside", "view |= audit.inside"),
    "a keeper by name": (
        "threads = self._and_by_name(held(step.threads), channel_id, MANAGE_THREADS)",
        "threads = held(step.threads)",
    ),
    "a ruler by name": (
        "roles = self._and_by_name(held(step.roles), channel_id, MANAGE_ROLES)",
        "roles = held(step.roles)",
    ),
    "a manager by name": (
        "self._and_by_name(held(step.channels), channel_id, MANAGE_CHANNELS)",
        "held(step.channels)",
    ),
    "onboarding": ("offered[:, None] | can_be_given", "can_be_given"),
    "roles below one's own": (" & (rank[:, None] < top)", ""),
    "never one's own highest": ("rank[:, None] < top", "rank[:, None] <= top"),
    "only who manages roles": (" & manages &", " &"),
    "administrators manage roles": ("sets_with(MANAGE_ROLES | ADMINISTRATOR, pack", "sets_with(MANAGE_ROLES, pack"),
    "an offered role leads on": ("pack(within_reach)", "pack(sets.has)"),
    "an offered role lifts": ("top = (within_reach *", "top = (sets.has *"),
    "roles that Discord gives": ("role_id not in guild.managed and role_id in", "role_id in"),
    "roles that are gone": (
        "role_id not in guild.managed and role_id in guild.roles",
        "role_id not in guild.managed",
    ),
    "everyone has @everyone": ("takeable[EVERYONE] = False", "pass"),
    "what can be taken can be put down": (
        "has, kept = audit.sets.has, audit.sets.has & ~takeable",
        "has, kept = audit.sets.has, audit.sets.has",
    ),
    "what was taken denies too": ("allowing[row] = denying[row] = True", "allowing[row] = True"),
    "a role that was taken allows": ("allowing[row] = denying[row] = True", "denying[row] = True"),
    "several roles together": ("has[:, columns] | takeable[:, columns], kept", "has[:, columns], kept"),
    "onboarding is named": (
        '"onboarding" if role_id in audit.guild.self_assignable else "manage_roles"',
        '"manage_roles"',
    ),
    "onboarding alone is named": (
        '(("manage_roles", by_choice), ("onboarding", several & ~by_choice))',
        '(("manage_roles", several), ("onboarding", several & ~several))',
    ),
    "an administrator manages channels": (
        "sets_with(MANAGE_CHANNELS | ADMINISTRATOR, bits",
        "sets_with(MANAGE_CHANNELS, bits",
    ),
    "a manager of channels": ("sets_with(MANAGE_CHANNELS | ADMINISTRATOR, bits", "sets_with(ADMINISTRATOR, bits"),
    "an overwrite that hands over permissions": (
        "audit.overwrites.sets_told(audit.overwrites.allow, MANAGE_ROLES, bits)",
        "np.zeros((audit.overwrites.channels, bits.shape[1]), np.uint64)",
    ),
    "everyone's such overwrite": ("told[everyone] = np.uint64(2**64 - 1)", "pass"),
}


def pointed(random: Random) -> tuple[Guild, list[Channel]]:
    """A server where few people, many of them named by the channels, could take many roles."""
    guild, channels = world(random, channels=8, roles=4, members=6)
    offered = frozenset(each for each in guild.order[1:] if random.random() < 0.35)
    return replace(guild, self_assignable=offered), channels


@cache
def explained(make: Make, seed: int) -> tuple[Audit, list[tuple[Channel, dict[int, set[Way]]]]]:
    """Return a server and what the plain rules say of its channels: each rule is left out on the same ones."""
    guild, channels = make(Random(seed))  # noqa: S311 -- a test's
    return Audit(guild, channels), [(each, transcribed(guild, each)) for each in channels]


def mutant(rule: str) -> type[Gains]:
    """Return the engine with one rule left out."""
    was, becomes = RULES[rule]
    source = inspect.getsource(gains)
    assert was in source, "the rule is written differently now: change this test"
    made = ModuleType("mutant")
    exec(compile(source.replace(was, becomes), "mutant", "exec"), made.__dict__)  # noqa: S102 -- our own source
    made.__dict__["Way"] = Way
    found: type[Gains] = made.__dict__["Gains"]
    return found


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_left_out_is_noticed(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mutant", ModuleType("mutant"))  # where dataclasses look themselves up
    spoilt = mutant(rule)
    worlds = (explained(make, seed) for make in (pointed, world) for seed in range(600))
    assert any(differs(spoilt(audit), said) for audit, said in worlds)


def differs(found: Gains, said: list[tuple[Channel, dict[int, set[Way]]]]) -> bool:
    return any(computed(found, channel) != ways for channel, ways in said)
