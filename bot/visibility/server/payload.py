"""A server as Discord's API returns it, saved as JSON, read into the plain classes of `bot.visibility.permissions`.

The file holds ``{"guild": {…, "roles": […]}, "channels": […], "threads": […], "members": […]}`` and may hold
``"webhooks": […]``. Source of the fields: https://discord.com/developers/docs/resources/guild and …/channel,
…/webhook. What the file leaves out about a private thread makes the thread unknown, never safe.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from bot.errors import Refusal
from bot.visibility.permissions.model import OBFUSCATED, Channel, Guild, Member, Overwrite
from bot.visibility.server.payload_fields import NotReadable, Part, part_of
from config.texts import N_

ROLE_IN_PROMPT = 1 << 0  # a role's flag: members can choose it in onboarding
ANNOUNCEMENT, PRIVATE_THREAD = 5, 12
TYPES: Mapping[int, str] = {
    0: N_("text"),
    2: N_("voice"),
    4: N_("category"),
    5: N_("announcements"),
    10: N_("thread"),
    11: N_("thread"),
    12: N_("private thread"),
    13: N_("stage"),
    14: N_("directory"),
    15: N_("forum"),
    16: N_("media"),
}
THREADS = frozenset({10, 11, 12})
FOLLOWER = 2  # a webhook's type: it brings copies from an announcement channel


@dataclass
class NoServer(Refusal):
    """The file is not a saved server."""

    why: str
    says: ClassVar[str] = N_("This isn't a server as Discord's API returns it: {why}. Save it again and retry.")


@dataclass(frozen=True)
class Account:
    """What an account is called."""

    shown: str
    names: tuple[str, ...]  # nickname, display name, user name
    is_bot: bool


@dataclass(frozen=True)
class Saved:
    """A server from a file, and what its ids are called."""

    guild: Guild
    channels: tuple[Channel, ...]  # threads last
    accounts: Mapping[int, Account]
    roles: Mapping[int, str]
    names: Mapping[int, str]  # of channels and threads
    kinds: Mapping[int, int]
    webhooks: Mapping[int, tuple[str, ...]] | None = field(default=None)  # who can write, by channel
    followers: Mapping[int, tuple[int, ...]] = field(default_factory=dict)  # where copies leave to


def read_server(content: bytes) -> Saved:
    """Read a saved server; raises `NoServer`, which says what is wrong in words."""
    try:
        return _server(part_of(json.loads(content), N_("the file")))
    except ValueError as error:
        raise NoServer(N_("the file isn't JSON")) from error
    except RecursionError as error:
        raise NoServer(N_("it is nested too deeply")) from error
    except NotReadable as error:
        raise NoServer(str(error)) from error


def _server(whole: Part) -> Saved:
    guild = whole.part("guild")
    guild_id = guild.id("id")
    roles = {part.id("id"): part for part in guild.parts("roles")}
    if guild_id not in roles:
        raise NotReadable(N_("the roles lack @everyone"))
    channels = {channel.id: (part, channel) for part, channel in _channels(whole)}
    threads = list(_threads(whole, channels))
    placed = [part for part, _ in channels.values()] + [part for part, _ in threads]
    members = {part.part("user").id("id"): part for part in whole.parts("members")}
    return Saved(
        guild=_guild(guild, roles, members),
        channels=(*(channel for _, channel in channels.values()), *(thread for _, thread in threads)),
        accounts={account_id: _account(part) for account_id, part in members.items()},
        roles={role_id: part.text("name") for role_id, part in roles.items()},
        names={part.id("id"): part.text("name") for part in placed},
        kinds={part.id("id"): part.number("type") for part in placed},
        webhooks=_writers(whole) if whole.has("webhooks") else None,
        followers=_followers(whole),
    )


def _guild(guild: Part, roles: Mapping[int, Part], members: Mapping[int, Part]) -> Guild:
    # of two roles on the same position the older one, with the smaller id, is the higher
    order = sorted(roles, key=lambda role_id: (roles[role_id].number("position", 0), -role_id))
    chosen = {role_id for role_id, part in roles.items() if part.number("flags", 0) & ROLE_IN_PROMPT}
    return Guild(
        id=guild.id("id"),
        owner_id=guild.id("owner_id"),
        roles={role_id: part.permissions("permissions") for role_id, part in roles.items()},
        members=tuple(
            Member(account_id, frozenset(part.ids("roles")), part.part("user").flag("bot"))
            for account_id, part in members.items()
        ),
        order=tuple(order),
        managed=frozenset(role_id for role_id, part in roles.items() if part.flag("managed")),
        self_assignable=frozenset(chosen),
    )


def _channels(whole: Part) -> Iterator[tuple[Part, Channel]]:
    for part in whole.parts("channels"):
        kind = _kind(part)
        if kind in THREADS:
            raise NotReadable(N_("a thread stands among the channels; threads have a list of their own"))
        yield part, _channel(part)


def _kind(part: Part) -> int:
    kind = part.number("type")
    if kind not in TYPES:
        raise part.wrong("type", N_("is a kind of channel that is not known here"))
    return kind


def _channel(part: Part) -> Channel:
    channel = Channel(part.id("id"), name=part.text("name"), flags=part.number("flags", 0))
    if channel.is_obfuscated:
        return channel
    return Channel(channel.id, tuple(map(_overwrite, part.parts("permission_overwrites"))), channel.name, channel.flags)


def _overwrite(part: Part) -> Overwrite:
    kind = part.number("type")
    if kind not in {0, 1}:
        raise part.wrong("type", N_("is neither a role (0) nor a member (1)"))
    return Overwrite(part.id("id"), part.permissions("allow"), part.permissions("deny"), of_member=kind == 1)


def _threads(whole: Part, channels: Mapping[int, tuple[Part, Channel]]) -> Iterator[tuple[Part, Channel]]:
    for part in whole.parts("threads") if whole.has("threads") else ():
        kind = _kind(part)
        if kind not in THREADS:
            raise part.wrong("type", N_("is not a kind of thread"))
        _, parent = channels.get(part.id("parent_id"), (None, None))
        is_private = kind == PRIVATE_THREAD
        if parent is None or parent.is_obfuscated or (is_private and not part.has("members")):
            yield part, Channel(part.id("id"), flags=OBFUSCATED)
            continue
        inside = frozenset(each.id("user_id") for each in part.parts("members")) if is_private else None
        yield part, Channel(part.id("id"), parent.overwrites, part.text("name"), part.number("flags", 0), inside)


def _account(part: Part) -> Account:
    user = part.part("user")
    names = [part.text("nick"), user.text("global_name"), user.text("username")]
    known = tuple(dict.fromkeys(name for name in names if name))
    return Account(known[0] if known else str(user.id("id")), known, user.flag("bot"))


def _writers(whole: Part) -> Mapping[int, tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    for part in whole.parts("webhooks"):
        found[part.id("channel_id")].append(part.text("name") or str(part.id("id")))
    return {channel_id: tuple(names) for channel_id, names in found.items()}


def _followers(whole: Part) -> Mapping[int, tuple[int, ...]]:
    """Return where copies of announcements go, as far as the server's own webhooks tell."""
    found: dict[int, list[int]] = defaultdict(list)
    for part in whole.parts("webhooks") if whole.has("webhooks") else ():
        if part.number("type", 0) == FOLLOWER and part.has("source_channel"):
            found[part.part("source_channel").id("id")].append(part.id("channel_id"))
    return {source: tuple(goals) for source, goals in found.items()}
