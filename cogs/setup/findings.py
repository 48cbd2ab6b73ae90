"""What setup finds on a server before it changes anything. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.visibility.permissions.model import ADMINISTRATOR, Guild, base_permissions
from cogs.setup.needs import missing

Off = Literal["mail", "pages"]


@dataclass(frozen=True)
class ServerRole:
    """A role as setup looks at it; self-assignable: members may pick it when they join."""

    id: int
    position: int
    is_self_assignable: bool = False


@dataclass(frozen=True)
class Findings:
    """What the person who runs setup should know."""

    owner_id: int
    administrators: tuple[int, ...]  # people, without the owner
    administrator_bots: tuple[int, ...]
    self_assignable: tuple[int, ...]  # roles that open nothing of ours
    self_admitting: tuple[int, ...]  # roles that do, or that make whoever picks them an administrator
    out_of_reach: tuple[int, ...]  # our roles that stand above the bot's own, so that it can't give or take them
    missing: tuple[int, ...]  # permissions
    switched_off: tuple[Off, ...]


def look_around(
    guild: Guild,
    roles: Sequence[ServerRole],
    *,
    bot_id: int,
    ours: Collection[int] = (),
    switched_off: Sequence[Off] = (),
) -> Findings:
    """Return what there is to know about a server; `ours` are the roles that setup has made there."""
    administrators = [member for member in guild.members if base_permissions(guild, member) & ADMINISTRATOR]
    others = [member for member in administrators if member.id not in {guild.owner_id, bot_id}]
    itself = next(member for member in guild.members if member.id == bot_id)
    top = max((role.position for role in roles if role.id in itself.role_ids), default=0)
    pickable = [role.id for role in roles if role.is_self_assignable]
    opening = {role_id for role_id in pickable if role_id in ours or guild.roles[role_id] & ADMINISTRATOR}
    return Findings(
        owner_id=guild.owner_id,
        administrators=tuple(member.id for member in others if not member.is_bot),
        administrator_bots=tuple(member.id for member in others if member.is_bot),
        self_assignable=tuple(role_id for role_id in pickable if role_id not in opening),
        self_admitting=tuple(sorted(opening)),
        out_of_reach=tuple(role.id for role in roles if role.id in ours and role.position >= top),
        missing=missing(base_permissions(guild, itself)),
        switched_off=tuple(switched_off),
    )
