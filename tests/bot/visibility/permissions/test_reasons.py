from __future__ import annotations

import discord
import pytest

from bot.visibility.permissions.model import (
    ADMINISTRATOR,
    MANAGE_THREADS,
    VIEW_CHANNEL,
    Channel,
    Guild,
    Member,
    Overwrite,
    Reason,
)
from bot.visibility.permissions.reasons import viewers
from bot.visibility.server.snapshot import channel_of, guild_of
from tests.bot.visibility.server.servers import GUILD, Server, channel, member, role


def here(*members: Member, everyone: int = 0, roles: dict[int, int] | None = None, owner: int = 0) -> Guild:
    return Guild(id=1, owner_id=owner, roles={1: everyone, **(roles or {})}, members=members)


def why(guild: Guild, channel: Channel) -> dict[int, tuple[Reason, ...]]:
    return dict(viewers(guild, channel).reasons)


def can_view(guild: Guild, member: Member, channel: Channel) -> bool:
    return member.id in why(guild, channel)


def test_a_roles_allow_beats_another_roles_deny() -> None:
    ana = Member(100, frozenset({10, 11}))
    room = Channel(7, (Overwrite(10, allow=VIEW_CHANNEL), Overwrite(11, deny=VIEW_CHANNEL)))
    assert can_view(here(ana, roles={10: 0, 11: 0}), ana, room)


def test_a_members_own_deny_beats_every_role() -> None:
    ana = Member(100, frozenset({10}))
    room = Channel(7, (Overwrite(10, allow=VIEW_CHANNEL), Overwrite(100, deny=VIEW_CHANNEL, of_member=True)))
    assert not can_view(here(ana, roles={10: 0}), ana, room)


def test_no_overwrite_keeps_out_the_owner_or_an_administrator() -> None:
    owner, administrator = Member(100), Member(101, frozenset({10}))
    shut = Channel(7, tuple(Overwrite(each, deny=VIEW_CHANNEL, of_member=True) for each in (100, 101)))
    guild = here(owner, administrator, roles={10: ADMINISTRATOR}, owner=100)
    assert why(guild, shut) == {100: (Reason("owner"),), 101: (Reason("administrator", 10),)}


def test_each_reason_names_what_lets_the_reader_in() -> None:
    through_role, alone, base = Member(100, frozenset({10})), Member(101), Member(102, frozenset({11}))
    room = Channel(7, (Overwrite(10, allow=VIEW_CHANNEL), Overwrite(101, allow=VIEW_CHANNEL, of_member=True)))
    guild = here(through_role, alone, base, Member(103), roles={10: 0, 11: VIEW_CHANNEL})
    assert why(guild, room) == {
        100: (Reason("role", 10),),
        101: (Reason("overwrite"),),
        102: (Reason("role", 11),),
    }


@pytest.mark.parametrize("everyone", [Guild(1, 0, {1: VIEW_CHANNEL}, (Member(100),)), here(Member(100))])
def test_an_open_channel_is_read_by_everyone(everyone: Guild) -> None:
    room = Channel(7, (Overwrite(1, allow=VIEW_CHANNEL),))
    assert why(everyone, room) == {100: (Reason("everyone"),)}


def test_a_private_thread_is_read_by_its_members_and_whoever_manages_threads() -> None:
    inside, outside, manager = Member(100), Member(101), Member(102, frozenset({10}))
    guild = here(inside, outside, manager, everyone=VIEW_CHANNEL, roles={10: MANAGE_THREADS})
    assert why(guild, Channel(7, thread_members=frozenset({100}))) == {
        100: (Reason("thread"),),
        102: (Reason("manage_threads", 10),),
    }


def test_being_in_a_thread_does_not_help_who_cannot_see_the_channel() -> None:
    ana = Member(100)
    assert not can_view(here(ana), ana, Channel(7, thread_members=frozenset({100})))


@pytest.mark.parametrize("hidden", [Channel(7, flags=1 << 17), Channel(7, name="___hidden___")])
def test_a_channel_hidden_from_the_bot_is_unknown_not_empty(hidden: Channel) -> None:
    found = viewers(here(Member(100), everyone=VIEW_CHANNEL), hidden)
    assert found.unknown


def test_a_hidden_channel_as_discord_sends_it_is_unknown() -> None:
    deny_everyone = [{"id": str(GUILD), "type": 0, "allow": "0", "deny": str(VIEW_CHANNEL)}]
    payload = {**channel(deny_everyone, kind=0, name="___hidden___"), "flags": 1 << 17}
    guild = {
        "id": str(GUILD),
        "name": "A server",
        "owner_id": "100",
        "roles": [role(GUILD, 0)],
        "members": [member(100, [])],
    }
    built, hidden = Server(guild, payload).built()
    assert isinstance(hidden, discord.TextChannel)
    assert viewers(guild_of(built), channel_of(hidden)).unknown
