"""Reading a server from discord.py's cache, again and again: as little as tells whether anything has changed."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter

import discord

from bot.visibility.kept import Facts
from bot.visibility.permissions import Channel
from bot.visibility.snapshot import settings_of

_ROLES = attrgetter("_roles")  # `roles` sorts


def facts_of(guild: discord.Guild, channels: Mapping[int, Channel]) -> Facts:
    """Return a server as the cache has it now (`know_everybody`), with these of its channels.

    discord.py gives a member a new list of roles whenever Discord sends one and never changes a list in place, so
    that one list object means no change. The property test of `tests/bot/visibility/test_kept.py` would notice.
    """
    cached = guild._members  # noqa: SLF001 -- `members` would have each id looked up through its user
    return Facts(
        guild=settings_of(guild),
        members=dict(zip(cached, map(_ROLES, cached.values()), strict=True)),
        channels=channels,
    )
