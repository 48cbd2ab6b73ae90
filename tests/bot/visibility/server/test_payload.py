from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.visibility.permissions.model import (
    VIEW_CHANNEL,
    Channel,
    Overwrite,
)
from bot.visibility.server.payload import ANNOUNCEMENT, PRIVATE_THREAD, Account, NoServer, Saved, read_server
from tests.bot.visibility.server.saved import (
    ADMINS,
    ANA,
    BOT,
    HIDDEN,
    LOUNGE,
    NEW,
    NEWS,
    OPEN_THREAD,
    PAIR,
    PICKABLE,
    PRACTITIONERS,
    content,
    saved,
)

Change = Callable[[dict[str, Any]], object]


def read(change: Change = lambda _: None) -> Saved:
    whole = saved()
    change(whole)
    return read_server(content(whole))


def unknown(found: Saved) -> set[int]:
    return {channel.id for channel in found.channels if channel.is_obfuscated}


def test_a_saved_server_is_read_with_its_threads_and_what_decides_about_roles() -> None:
    found = read()
    assert [channel.id for channel in found.channels][-2:] == [OPEN_THREAD, PAIR]
    assert found.guild.order == (1, 10, 11, 19, 20)
    assert found.guild.self_assignable == {PICKABLE}
    assert unknown(found) == {HIDDEN}
    assert found.guild.managed == frozenset()
    assert [each.id for each in found.guild.members if each.is_bot] == [BOT]
    assert [(each.name, each.flags) for each in found.channels][-1] == ("a pair", 0)
    assert (found.kinds[LOUNGE], found.kinds[NEWS], found.kinds[PAIR]) == (0, ANNOUNCEMENT, PRIVATE_THREAD)


def test_what_discord_says_of_a_role_or_thread_is_kept() -> None:
    def tell(whole: dict[str, Any]) -> None:
        whole["guild"]["roles"][2]["managed"] = True
        whole["threads"][1]["flags"] = 2

    found = read(tell)
    assert found.guild.managed == {ADMINS}
    assert found.channels[-1].flags == 2


def test_of_two_roles_on_one_position_the_older_is_the_higher() -> None:
    def level(whole: dict[str, Any]) -> None:
        for role in whole["guild"]["roles"][1:]:
            role["position"] = 1

    assert read(level).guild.order == (1, 20, 19, 11, 10)


@pytest.mark.parametrize(
    "change",
    [
        lambda whole: whole["threads"][1].pop("members"),
        lambda whole: whole["threads"][1].update(parent_id="77"),
        lambda whole: whole["threads"][1].update(parent_id=str(HIDDEN)),
    ],
)
def test_a_thread_of_which_too_little_is_known_is_unknown(change: Change) -> None:
    assert PAIR in unknown(read(change))


@pytest.mark.parametrize("change", [{"name": "lounge"}, {"flags": 0}])
def test_either_the_flag_or_the_name_tells_that_a_channel_is_hidden(change: dict[str, Any]) -> None:
    assert HIDDEN in unknown(read(lambda whole: whole["channels"][1].update(change)))


def test_a_hidden_channel_may_lack_what_discord_leaves_out() -> None:
    found = read(lambda whole: whole["channels"][1].update(permission_overwrites=None, topic=None))
    assert HIDDEN in unknown(found)


def test_webhooks_are_listed_where_the_file_has_them_and_followers_with_them() -> None:
    hooks = [
        {"id": "5", "type": 1, "channel_id": str(LOUNGE), "name": "Forms"},
        {"id": "6", "type": 2, "channel_id": str(LOUNGE), "name": "News", "source_channel": {"id": str(NEWS)}},
    ]
    found = read(lambda whole: whole.update(webhooks=hooks))
    assert found.webhooks == {LOUNGE: ("Forms", "News")}
    assert found.followers == {NEWS: (LOUNGE,)}
    assert read().webhooks is None


FAULTS: dict[str, tuple[Change, str]] = {
    "no guild": (lambda whole: whole.pop("guild"), "the file lacks “guild”"),
    "no roles": (lambda whole: whole["guild"].pop("roles"), "the file.guild lacks “roles”"),
    "no owner": (lambda whole: whole["guild"].pop("owner_id"), "lacks “owner_id”"),
    "no members": (lambda whole: whole.pop("members"), "lacks “members”"),
    "no channels": (lambda whole: whole.update(channels=None), "lacks “channels”"),
    "no overwrites": (lambda whole: whole["channels"][0].pop("permission_overwrites"), "channels[0] lacks"),
    "no everyone": (lambda whole: whole["guild"]["roles"].pop(0), "lack @everyone"),
    "channels are no list": (lambda whole: whole.update(channels={}), "the file.channels is not a list"),
    "a member is a word": (lambda whole: whole["members"].append("eve"), "members[6] is not an object"),
    "an unknown kind": (lambda whole: whole["channels"][0].update(type=99), "is not known here: “99”"),
    "a kind in words": (lambda whole: whole["channels"][0].update(type="text"), "is not a number: “text”"),
    "an overwrite of neither": (
        lambda whole: whole["channels"][0]["permission_overwrites"][0].update(type=2),
        "neither a role (0) nor a member (1): “2”",
    ),
    "a huge id": (lambda whole: whole["channels"][0].update(id="9" * 5000), "is not an id: “9999"),
    "an id beyond 64 bits": (lambda whole: whole["guild"].update(owner_id=str(2**64)), "is not an id"),
    "a negative id": (lambda whole: whole["members"][0]["user"].update(id=-1), "is not an id: “-1”"),
    "permissions in words": (lambda whole: whole["guild"]["roles"][0].update(permissions="all"), "set of permissions"),
    "a role id in words": (lambda whole: whole["members"][0].update(roles=["x"]), "holds something that is not an id"),
    "a thread among channels": (lambda whole: whole["channels"].append(whole["threads"][0]), "a list of their own"),
    "a channel among threads": (lambda whole: whole["threads"].append(whole["channels"][0]), "not a kind of thread"),
    "a thread member without an id": (lambda whole: whole["threads"][1].update(members=[{}]), "lacks “user_id”"),
    "a name that is a number": (lambda whole: whole["channels"][0].update(name=5), "is not a text: “5”"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_is_said_with_its_place(fault: str) -> None:
    change, words = FAULTS[fault]
    with pytest.raises(NoServer) as refused:
        read(change)
    assert words in str(refused.value)
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize("broken", [b"", b"{", b"\xff\xfe", b"[" * 200_000, b"9" * 10_000, b"[]", b"null", b"12"])
def test_what_is_not_a_server_at_all_is_refused(broken: bytes) -> None:
    with pytest.raises(NoServer):
        read_server(broken)


def test_a_saved_server_names_its_roles_channels_and_accounts() -> None:
    whole = saved()
    whole["members"][5] = {"user": {"id": str(NEW), "username": "new", "global_name": "Newcomer"}, "roles": []}
    found = read_server(content(whole))
    assert (found.roles[PRACTITIONERS], found.names[LOUNGE], found.names[PAIR]) == ("Practitioners", "lounge", "a pair")
    assert (found.kinds[LOUNGE], found.kinds[NEWS], found.kinds[PAIR]) == (0, 5, 12)
    assert found.accounts[NEW] == Account("Newcomer", ("Newcomer", "new"), is_bot=False)
    assert found.accounts[ANA].shown == "Ana Ruiz"
    assert found.accounts[BOT].is_bot
    lounge = next(each for each in found.channels if each.id == LOUNGE)
    assert lounge.overwrites == (
        Overwrite(1, deny=VIEW_CHANNEL),
        Overwrite(PRACTITIONERS, allow=VIEW_CHANNEL),
        Overwrite(BOT, allow=VIEW_CHANNEL, of_member=True),
    )
    assert lounge.flags == next(each for each in found.channels if each.id == PAIR).flags == 0
    assert Channel(1).flags == 0


@pytest.mark.parametrize("kind", [0, 2, 4, 5, 13, 14, 15, 16])
def test_every_kind_of_channel_that_discord_has_is_known(kind: int) -> None:
    whole = saved()
    whole["channels"][0]["type"] = kind
    assert read_server(content(whole)).kinds[LOUNGE] == kind


@pytest.mark.parametrize("kind", [10, 11, 12])
def test_every_kind_of_thread_that_discord_has_is_known(kind: int) -> None:
    whole = saved()
    whole["threads"][1]["type"] = kind
    found = read_server(content(whole))
    assert found.kinds[PAIR] == kind
    pair = next(each for each in found.channels if each.id == PAIR)
    assert pair.thread_members == ({ANA} if kind == 12 else None)
