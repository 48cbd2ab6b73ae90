"""Rules of reading that larger tests compare as a whole, each by itself."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from bot.visibility.permissions.audit import Audit
from bot.visibility.permissions.gains import Gains
from bot.visibility.permissions.kept import KeptAudit
from bot.visibility.permissions.model import (
    ADMINISTRATOR,
    MANAGE_ROLES,
    READ_MESSAGE_HISTORY,
    VIEW_CHANNEL,
    Channel,
    Guild,
    Member,
    Overwrite,
)
from bot.visibility.permissions.reasons import viewers_in
from bot.visibility.permissions.rolesets import RoleSets
from bot.visibility.server.snapshot import channel_of, facts_of
from tests.bot.visibility.permissions.happenings import PEOPLE, ROLES, Gateway

GUILD = Guild(1, owner_id=100, roles={1: 1, 10: 2, 11: 4, 12: ADMINISTRATOR})


def test_an_audit_tells_members_by_their_number_and_nothing_of_strangers() -> None:
    members = (Member(5), Member(6, frozenset({10})), Member(7, frozenset({10})))
    audit = Audit(Guild(1, 100, {1: 0, 10: 0}, members), [])
    assert [each.id for each in audit.members(audit.having(10))] == [6, 7]
    assert [each.id for each in audit.members(audit.having(10), [5, 7, 99])] == [7]
    assert [each.id for each in audit.members(audit.having(1), [5, 99])] == [5]
    assert [each.id for each in audit.members(audit.having(404))] == []
    assert (audit.place_of(7), audit.place_of(99)) == (2, None)


def test_the_last_of_many_role_sets_is_looked_at_like_the_first() -> None:
    roles = {1: 0, **dict.fromkeys(range(1000, 1130), 0)}  # two numbers of bits and some more
    members = tuple(Member(role_id, frozenset({role_id})) for role_id in roles if role_id != 1)
    everybody = {each.id for each in members}
    channels = [
        Channel(7, (Overwrite(1, allow=VIEW_CHANNEL | READ_MESSAGE_HISTORY),)),
        Channel(8, (Overwrite(1, deny=VIEW_CHANNEL),)),
    ]
    ruled = Channel(9, (Overwrite(1, allow=MANAGE_ROLES, deny=VIEW_CHANNEL),))
    audit = Audit(Guild(1, 1, roles, members, tuple(roles)), [*channels, ruled])
    assert viewers_in(audit, 7).reasons.keys() == everybody
    assert viewers_in(audit, 8).reasons == {}
    assert Gains(audit).into(9).keys() == everybody
    assert Gains(audit).into(8) == {}


def test_a_role_set_has_one_column_as_long_as_there_is_room_and_its_roles_are_known() -> None:
    sets = RoleSets(Guild(1, 100, {1: 0, 10: 0, 11: 0}), [Member(5, frozenset({10}))])
    assert (sets.used, sets.count) == (1, 1 + 64)
    assert sets.column(frozenset({10})) == 0
    assert sets.column(frozenset({10, 11})) == 1
    assert sets.has[[sets.row_of[each] for each in (1, 10, 11)], 1].tolist() == [True, True, True]
    assert sets.column(frozenset({99})) is None, "nobody knows that role"
    for number in range(2, sets.count):
        sets._number(frozenset({1000 + number}))
    assert sets.used == sets.count
    assert sets.column(frozenset({11})) is None, "there is no room"
    assert sets.column(frozenset({10, 11})) == 1


def test_whoever_comes_goes_or_changes_roles_is_concerned_everywhere_and_nobody_else() -> None:
    gateway = Gateway(Random(4))  # noqa: S311 -- a test's
    facts = facts_of(gateway.guild, {})
    one, other, third, *_ = facts.members
    roles: Any = [*facts.members[one], ROLES[0]] if ROLES[0] not in facts.members[one] else []
    new: Any = []
    kept = KeptAudit(facts)
    members = {each: held for each, held in facts.members.items() if each != other}
    touched = kept.tell(replace(facts, members={**members, one: roles, 999: new}))
    assert {one, other, 999} <= touched.everywhere
    assert third not in touched.everywhere


def test_of_those_in_a_thread_whoever_comes_or_goes_is_concerned_and_whoever_stays_is_not() -> None:
    gateway = Gateway(Random(3))  # noqa: S311 -- a test's
    above = channel_of(gateway.guild.channels[0])
    first, second, third = PEOPLE[:3]
    states = [
        Channel(5000, above.overwrites, above.name, above.flags, frozenset(inside))
        for inside in ({first, second}, {second, third})
    ]
    kept = KeptAudit(facts_of(gateway.guild, {5000: states[0]}))
    assert kept.tell(facts_of(gateway.guild, {5000: states[1]})).within == {5000: {first, third}}
