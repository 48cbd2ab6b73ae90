"""Payloads of the real API, and ours held to Discord's own description of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import discord
import pytest

from bot.visibility.permissions.audit import Audit
from bot.visibility.permissions.gains import Gains, Way
from bot.visibility.permissions.model import VIEW_CHANNEL, Channel, Overwrite
from bot.visibility.permissions.reasons import viewers
from bot.visibility.server.payload import read_server
from bot.visibility.server.snapshot import channel_of, guild_of
from tests.bot.visibility.server import saved, servers
from tests.bot.visibility.server.schema import faults

RECORDED = Path(__file__).parent / "payloads"


def recorded(name: str, way: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((RECORDED / f"{name}.json").read_text(encoding="utf-8"))[way]
    return found


def built(*roles: dict[str, Any], channels: tuple[dict[str, Any], ...] = ()) -> discord.Guild:
    """A server with these roles, and one member who has none."""
    data = {
        "id": str(saved.GUILD),
        "name": "A server",
        "owner_id": "999",
        "roles": [servers.role(saved.GUILD, 0), *roles],
        "members": [servers.member(saved.NEW, [])],
        "channels": list(channels),
        "member_count": 1,
    }
    return discord.Guild(data=cast(Any, data), state=servers.client()._connection)


def test_a_recorded_onboarding_role_lets_everybody_in() -> None:
    role = recorded("onboarding_role", "rest")
    plain = guild_of(built(role))
    assert plain.self_assignable == {int(role["id"])}
    room = Channel(7, (Overwrite(plain.id, deny=VIEW_CHANNEL), Overwrite(int(role["id"]), allow=VIEW_CHANNEL)))
    assert Gains(Audit(plain, [room])).into(7) == {saved.NEW: (Way("onboarding", int(role["id"])),)}


def test_the_same_role_once_came_without_its_flag_through_the_gateway() -> None:
    rest, gateway = recorded("onboarding_role", "rest"), recorded("onboarding_role", "gateway")
    assert rest["id"] == gateway["id"]
    assert (rest["flags"], gateway["flags"]) == (1, 0), "why members are told from what REST says (rooms, gaining)"


def test_a_recorded_role_of_a_bot_cannot_be_taken() -> None:
    role = recorded("managed_role", "rest")
    plain = guild_of(built(role))
    assert plain.managed == {int(role["id"])}


def test_an_obfuscated_channel_is_unknown_by_its_name_and_by_its_flag() -> None:
    payload = recorded("obfuscated_channel", "gateway")
    guild = built(channels=(payload,))
    hidden = guild.get_channel(int(payload["id"]))
    assert hidden is not None
    assert viewers(guild_of(guild), channel_of(hidden)).unknown
    whole = saved.saved()
    whole["channels"] = [{**payload, "name": "a name of its own"}]
    whole["threads"] = []
    [channel] = read_server(saved.content(whole)).channels
    assert channel.is_obfuscated


@pytest.mark.parametrize(
    ("name", "way", "schema", "is_whole"),
    [
        ("obfuscated_channel", "gateway", "GuildChannelResponse", True),
        ("onboarding_role", "rest", "GuildRoleResponse", False),  # recorded before Discord added colors
        ("managed_role", "rest", "GuildRoleResponse", False),  # recorded before Discord added flags
    ],
)
def test_what_was_recorded_is_as_discord_describes_it_today(name: str, way: str, schema: str, is_whole: bool) -> None:
    payload = {key: value for key, value in recorded(name, way).items() if key != "description"}
    assert faults(payload, schema, is_whole=is_whole) == []


def test_what_our_tests_invent_has_the_shape_that_discord_describes() -> None:
    whole = saved.saved()
    for role in whole["guild"]["roles"]:
        assert faults(role, "GuildRoleResponse", is_whole=False) == []
    for channel in whole["channels"]:
        assert faults(channel, "GuildChannelResponse", is_whole=False) == []
    for member in whole["members"]:
        assert faults(member, "GuildMemberResponse", is_whole=False) == []
    for thread in whole["threads"]:
        inside = thread.pop("members", [])  # ours: the saved file's own addition
        assert faults(thread, "ThreadResponse", is_whole=False) == []
        assert [faults(each, "ThreadMemberResponse", is_whole=False) for each in inside] == [[]] * len(inside)


def test_a_payload_that_is_not_as_described_is_found_out() -> None:
    role = servers.role(10, 0)
    assert faults({**role, "permissions": 8}, "GuildRoleResponse", is_whole=False)
    assert faults({**role, "flagz": 1}, "GuildRoleResponse", is_whole=False)
    assert faults({key: value for key, value in role.items() if key != "flags"}, "GuildRoleResponse")
    assert faults({"type": 99}, "GuildChannelResponse", is_whole=False)
