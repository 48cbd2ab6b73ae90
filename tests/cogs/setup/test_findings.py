from __future__ import annotations

import pytest

from bot.visibility.permissions.model import ADMINISTRATOR, MANAGE_ROLES, VIEW_CHANNEL, Guild, Member
from cogs.setup.findings import ServerRole, look_around
from cogs.setup.needs import NAMES, REQUIRED, missing, named
from config.texts import texts_for

BOT = Member(900, frozenset({50}), is_bot=True)
OWNER = Member(100)


def server(*members: Member, held: int = REQUIRED, roles: dict[int, int] | None = None) -> Guild:
    return Guild(1, owner_id=100, roles={1: 0, 50: held, **(roles or {})}, members=(OWNER, BOT, *members))


def test_administrators_are_told_apart_into_people_and_bots() -> None:
    found = look_around(
        server(Member(101, frozenset({60})), Member(901, frozenset({60}), is_bot=True), roles={60: ADMINISTRATOR}),
        [ServerRole(50, 9)],
        bot_id=900,
    )
    assert (found.owner_id, found.administrators, found.administrator_bots) == (100, (101,), (901,))


def test_roles_that_people_can_give_themselves_are_dangerous_when_they_open_something() -> None:
    roles = [ServerRole(50, 9), *(ServerRole(each, 1, is_self_assignable=True) for each in (60, 61, 62))]
    found = look_around(server(roles={60: 0, 61: 0, 62: ADMINISTRATOR}), roles, bot_id=900, ours=[61])
    assert found.self_assignable == (60,)
    assert found.self_admitting == (61, 62)


def test_a_role_of_ours_that_stands_above_the_bots_is_out_of_reach() -> None:
    roles = [ServerRole(50, 5), ServerRole(60, 6), ServerRole(61, 4), ServerRole(62, 7)]
    found = look_around(server(roles={60: 0, 61: 0, 62: 0}), roles, bot_id=900, ours=[60, 61])
    assert found.out_of_reach == (60,)


def test_each_missing_permission_is_named_as_discord_names_it() -> None:
    found = look_around(server(held=REQUIRED & ~MANAGE_ROLES), [ServerRole(50, 5)], bot_id=900)
    assert found.missing == (MANAGE_ROLES,)
    assert named(found.missing, texts_for("en")) == "Manage Roles"


@pytest.mark.parametrize("held", [REQUIRED, ADMINISTRATOR])
def test_nothing_is_missing_where_everything_required_is_held(held: int) -> None:
    assert missing(held) == ()


def test_what_is_required_never_includes_administrator() -> None:
    assert not REQUIRED & ADMINISTRATOR
    assert VIEW_CHANNEL in NAMES
