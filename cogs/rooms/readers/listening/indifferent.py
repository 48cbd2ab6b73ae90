"""Roles that decide nothing: colours, pronouns, hobbies. Whoever gets or loses one reads exactly what they read before.

On most servers nearly every change of a member is of this kind, so it is told apart from memory, without a look: a
role decides nothing if it is none of ours, no channel's overwrites name it, and it may nothing that everybody may not.
Only whoever manages roles reaches further with a higher one, whatever it may itself: theirs are always looked at
(`bot.visibility.permissions.gains`).
"""

from __future__ import annotations

from dataclasses import dataclass

import discord

from bot.database.network import Network
from bot.database.transaction import Tx
from bot.visibility.admission.spaces import SpaceStore
from bot.visibility.permissions.model import ADMINISTRATOR, MANAGE_ROLES

RANKED = ADMINISTRATOR | MANAGE_ROLES  # with these, the height of one's roles matters


@dataclass(frozen=True)
class _Server:
    """A server as its roles and overwrites were. `ranked`: roles whose holders are always looked at."""

    network: Network
    told: frozenset[int]  # by permissions and overwrites
    ranked: frozenset[int]


class Indifferent:
    """Tells changes that decide nothing.

    What it knows of a server is to be forgotten when its roles or channels change; which roles are ours is asked each
    time, from memory.
    """

    def __init__(self) -> None:
        self._servers: dict[int, _Server] = {}

    def forget(self, guild_id: int) -> None:
        """Know nothing of a server any more."""
        self._servers.pop(guild_id, None)

    def learn(self, network: Network, guild: discord.Guild) -> None:
        """Take in a server as it is now, unless it is known already."""
        if guild.id in self._servers:
            return
        everybody = guild.default_role.permissions.value
        able = {role.id for role in guild.roles if role.permissions.value & ~everybody}
        named = {each.id for channel in guild.channels for each in channel._overwrites}  # noqa: SLF001 -- as they came
        self._servers[guild.id] = _Server(network, frozenset(able | named), _ranked(guild, everybody))

    async def is_indifferent(self, before: discord.Member, after: discord.Member) -> bool:
        """Say whether a member's change of roles decides nothing. In doubt it does."""
        server = self._servers.get(after.guild.id)
        if server is None:
            return False
        had, has = set(before._roles), set(after._roles)  # noqa: SLF001 -- `roles` sorts
        if not server.ranked.isdisjoint(had | has) or after.guild.id in server.ranked:
            return False
        changed = had ^ has
        return server.told.isdisjoint(changed) and (await _ours(server.network)).isdisjoint(changed)


def _ranked(guild: discord.Guild, everybody: int) -> frozenset[int]:
    if everybody & RANKED:
        return frozenset({guild.id})
    return frozenset(role.id for role in guild.roles if role.permissions.value & RANKED)


async def _ours(network: Network) -> frozenset[int]:
    async def read(tx: Tx) -> frozenset[int]:
        return frozenset((await SpaceStore(tx).installed("role")).values())

    return await network.recall("our roles", read)
