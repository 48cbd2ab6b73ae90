"""The engine against the plain transcription and against discord.py, at random; and that no rule is superfluous."""

from __future__ import annotations

import inspect
import sys
from random import Random
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.visibility.permissions import algorithm, audit
from bot.visibility.permissions.audit import Audit
from bot.visibility.permissions.model import MANAGE_THREADS, VIEW_CHANNEL, Channel, Guild, Member, Overwrite
from bot.visibility.permissions.rolesets import RoleSets
from bot.visibility.server.snapshot import channel_of, guild_of
from tests.bot.visibility.permissions import transcription
from tests.bot.visibility.permissions.worlds import GUILD, channel, member, some_bits, world
from tests.bot.visibility.server.servers import BITS, server

SEVERAL = settings(max_examples=60, deadline=None)
RANDOM = st.randoms(use_true_random=False)


def seen_by(checked: Audit, channel_id: int) -> set[int]:
    return {member.id for member in checked.members(checked.seeing(channel_id))}


def transcribed(guild: Guild, channel: Channel) -> set[int]:
    return {member.id for member in guild.members if transcription.can_view(guild, member, channel)}


@pytest.mark.parametrize("seed", range(60))
def test_the_engine_and_the_documented_algorithm_never_differ(seed: int) -> None:
    guild, channels = world(Random(seed), channels=10, roles=7, members=80)  # noqa: S311 -- a test's
    checked = Audit(guild, channels)
    for each in channels:
        assert seen_by(checked, each.id) == transcribed(guild, each), (seed, each.id)


@SEVERAL
@given(RANDOM)
def test_every_permission_is_the_one_that_discord_py_computes(random: Random) -> None:
    built, category = server(random).built()
    checked = Audit(guild_of(built), [channel_of(category)])
    for bit in BITS.values():
        holders = {each.id for each in checked.members(checked.holders(category.id, bit))}
        assert holders == {each.id for each in built.members if category.permissions_for(each).value & bit}


@SEVERAL
@given(RANDOM, st.sampled_from([0, 2, 4, 5, 13, 15]))
def test_who_can_read_a_channel_is_who_discord_py_says(random: Random, kind: int) -> None:
    built, place = server(random, kind=kind).built()
    checked = Audit(guild_of(built), [channel_of(place)])
    assert seen_by(checked, place.id) == {each.id for each in built.members if place.permissions_for(each).view_channel}


def test_members_are_read_in_bulk_as_they_are_one_by_one() -> None:
    built, _ = server(Random(3)).built()  # noqa: S311 -- a test's
    by_name = [(each.id, frozenset(role.id for role in each.roles[1:]), each.bot) for each in built.members]
    assert list(guild_of(built).members) == by_name


def changed(checked: Audit, guild: Guild, channels: dict[int, Channel], random: Random) -> Guild:
    """Change something, tell the audit, and return the server as it is now."""
    members = {each.id: each for each in guild.members}
    roles = dict(guild.roles)
    kind = random.randrange(6)
    if kind == 0:
        role_id = random.choice([*roles, 40])
        roles[role_id] = some_bits(random)
        checked.role_changed(role_id, roles[role_id])
    elif kind in {1, 2}:
        someone = member(random, random.choice([*members, 500 + random.randrange(9)]), range(10, 18))
        members[someone.id] = someone
        checked.members_changed([someone])
    elif kind == 3:
        gone = random.choice([*members, 77])
        members.pop(gone, None)
        checked.member_left(gone)
    elif kind == 4 and len(channels) > 1:
        gone = random.choice([*channels, 77])
        channels.pop(gone, None)
        checked.channel_gone(gone)
    else:
        place = channel(random, random.choice([*channels, 2000 + random.randrange(5)]), guild)
        channels[place.id] = place
        checked.channel_changed(place)
    return Guild(GUILD, guild.owner_id, roles, tuple(members.values()))


@pytest.mark.parametrize("seed", range(60))
def test_after_any_changes_the_answer_is_the_one_a_new_audit_gives(seed: int) -> None:
    random = Random(seed)  # noqa: S311 -- a test's
    guild, listed = world(random, channels=4, members=12)
    channels = {each.id: each for each in listed}
    checked = Audit(guild, listed)
    checked.held(MANAGE_THREADS)  # so that what was already computed has to be kept up
    for _ in range(8):
        guild = changed(checked, guild, channels, random)
        for each in channels.values():
            assert seen_by(checked, each.id) == transcribed(guild, each)


def test_a_channel_that_names_a_role_which_nobody_named_before_is_taken_in() -> None:
    member, named = Member(100, frozenset({404})), Overwrite(404, allow=VIEW_CHANNEL)
    checked = Audit(Guild(GUILD, 0, {GUILD: 0}, (member,)), [Channel(7)])
    for overwrites in ((named,), (), (named, Overwrite(100, allow=VIEW_CHANNEL, of_member=True))):
        checked.channel_changed(Channel(7, overwrites))
        assert seen_by(checked, 7) == ({100} if overwrites else set())


def test_a_role_that_is_deleted_is_none_any_more_and_grants_nothing() -> None:
    member = Member(100, frozenset({10}))
    checked = Audit(Guild(GUILD, 0, {GUILD: 0, 10: VIEW_CHANNEL, 11: 0}, (member,)), [Channel(7)])
    assert seen_by(checked, 7) == {100}
    checked.role_gone(10)
    assert seen_by(checked, 7) == set()
    assert checked.guild.roles == {GUILD: 0, 11: 0}


def test_there_is_room_for_more_role_sets_than_there_were() -> None:
    room = Channel(7)
    checked = Audit(Guild(1, 0, {1: 0, **dict.fromkeys(range(10, 18), 0), 18: VIEW_CHANNEL}), [room])
    for number in range(300):
        roles = frozenset(10 + bit for bit in range(9) if number >> bit & 1)
        checked.members_changed([Member(1000 + number, roles)])
    assert seen_by(checked, 7) == {1000 + number for number in range(256, 300)}


RULES = {
    "administrator": (algorithm, "return held | sets_with(ADMINISTRATOR, bits, granted)", "return held"),
    "permissions of roles": (algorithm, "held = sets_with(permission, bits, granted)", "held = role_deny & NO_SETS"),
    "everyone's deny": (algorithm, "held & ~everyone_deny | everyone_allow", "held | everyone_allow"),
    "everyone's allow": (algorithm, "held & ~everyone_deny | everyone_allow", "held & ~everyone_deny"),
    "everyone first": (algorithm, "    held = held & ~everyone_deny | everyone_allow\n", ""),
    "a role's deny": (algorithm, "held & ~role_deny | role_allow", "held | role_allow"),
    "a role's allow": (algorithm, "held & ~role_deny | role_allow", "held & ~role_deny"),
    "role allow over role deny": (algorithm, "held & ~role_deny | role_allow", "(held | role_allow) & ~role_deny"),
    "everyone has @everyone": (audit, "self.sets = RoleSets(", "self.sets = _without_everyone("),
    "the owner": (audit, "found[self._place[self._guild.owner_id]] = True", "pass"),
    "a member's overwrite": (audit, "found[place] = bool(overwrite.allow & permission)", "pass"),
    "a member's deny": (audit, "(overwrite.allow | overwrite.deny) & permission", "overwrite.allow & permission"),
    "a member's allow": (audit, "found[place] = bool(overwrite.allow & permission)", "found[place] = False"),
    "no overwrite binds administrators": (audit, " or self._administrators[self.sets.set_of[place]]", ""),
    "private threads": (audit, "found &= self.inside", "found |= self.inside"),
    "thread members": (audit, "self.inside(channel_id) | self.holders", "self.holders"),
    "who manages threads": (audit, "self.inside(channel_id) | self.holders(channel_id, MANAGE_THREADS)",
                            "self.inside(channel_id)"),
    "a thread's channel": (audit, "found &= self.inside(", "found = self.inside("),
}  # fmt: skip


def mutant(rule: str, monkeypatch: pytest.MonkeyPatch) -> type[Audit]:
    """Return the engine with one rule left out."""
    changed_module, was, becomes = RULES[rule]
    for module in (algorithm, audit):
        source = inspect.getsource(module)
        assert module is not changed_module or was in source, "the rule is written differently now: change this test"
        made = ModuleType(module.__name__)
        made.__dict__["_without_everyone"] = without_everyone
        monkeypatch.setitem(sys.modules, module.__name__, made)
        replaced = source.replace(was, becomes) if module is changed_module else source
        exec(compile(replaced, "mutant", "exec"), made.__dict__)  # noqa: S102 -- our own source
    found: type[Audit] = made.__dict__["Audit"]
    return found


def without_everyone(guild: Guild, members: list[Member], also: set[int]) -> RoleSets:
    sets = RoleSets(guild, members, also)
    sets.has[0] = False
    return sets


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_left_out_is_noticed(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    spoilt = mutant(rule, monkeypatch)
    worlds = (world(Random(seed)) for seed in range(40))  # noqa: S311 -- a test's
    assert any(
        seen_by(spoilt(guild, channels), each.id) != transcribed(guild, each)
        for guild, channels in worlds
        for each in channels
    )
