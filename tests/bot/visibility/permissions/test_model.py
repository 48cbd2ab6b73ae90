"""A server in plain numbers, which are Discord's."""

from __future__ import annotations

import discord
import pytest

from bot.visibility.permissions import model
from bot.visibility.permissions.model import (
    ADMINISTRATOR,
    ALL,
    Guild,
    Member,
    base_permissions,
)

GUILD = Guild(1, owner_id=100, roles={1: 1, 10: 2, 11: 4, 12: ADMINISTRATOR})


def test_the_bits_of_permissions_are_discords() -> None:
    ours = {name: value for name, value in vars(model).items() if name.isupper() and isinstance(value, int)}
    theirs = discord.Permissions.VALID_FLAGS
    known = {name: theirs[name.lower()] for name in ours if name.lower() in theirs}
    assert len(known) == 16
    assert {name: ours[name] for name in known} == known
    assert model.ALL | discord.Permissions.all().value == model.ALL
    assert model.ALL.bit_length() == 53
    assert model.OBFUSCATED == 1 << 17


@pytest.mark.parametrize(
    ("member_id", "roles", "permissions"),
    [(100, set(), ALL), (5, set(), 1), (5, {10}, 3), (5, {10, 11}, 7), (5, {12}, ALL), (5, {99}, 1)],
)
def test_a_member_may_what_everybody_may_and_each_of_their_roles(
    member_id: int, roles: set[int], permissions: int
) -> None:
    assert base_permissions(GUILD, Member(member_id, frozenset(roles))) == permissions
    nobody_may = Guild(1, owner_id=100, roles={})
    assert base_permissions(nobody_may, Member(5)) == 0
