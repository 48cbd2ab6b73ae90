"""Who could let themselves in, said plainly about one member and one channel. What the engine is held to.

The rules are docs/decisions/0006; permissions are Discord's documented algorithm, in its order (`transcription`), with
one difference: of roles that somebody can put down, only the allowing counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations

from bot.visibility.permissions.gains import Means, Way
from bot.visibility.permissions.model import (
    ADMINISTRATOR,
    ALL,
    MANAGE_CHANNELS,
    MANAGE_ROLES,
    MANAGE_THREADS,
    VIEW_CHANNEL,
    Channel,
    Guild,
    Member,
)
from tests.bot.visibility.permissions import transcription

Roles = frozenset[int]


def ways_in(guild: Guild, member: Member, channel: Channel) -> set[Way]:
    """How somebody who cannot read a channel could see to it that they can."""
    if transcription.can_view(guild, member, channel):
        return set()
    has = member.role_ids
    found = rules_over(guild, member, channel, has, has)
    if found:
        return found
    choice = takeable(guild, member)
    kept = has - choice
    for role_id in choice - has:
        by: Means = "onboarding" if role_id in guild.self_assignable else "manage_roles"
        if gets_in(guild, member, channel, has | {role_id}, kept | {role_id}):
            found.add(Way(by, role_id))
    if not found and choice and gets_in(guild, member, channel, has | choice, kept):
        found.add(Way("manage_roles" if choice - guild.self_assignable else "onboarding"))
    return found


def takeable(guild: Guild, member: Member) -> Roles:
    """The roles somebody could take, and put down: those on offer, and for who manages roles those below them."""
    within = member.role_ids | guild.self_assignable
    permissions = guild.roles[guild.id]
    for role_id in within:
        permissions |= guild.roles.get(role_id, 0)
    if not permissions & (MANAGE_ROLES | ADMINISTRATOR):
        return guild.self_assignable
    ranks = {role_id: place for place, role_id in enumerate(guild.order, start=1) if role_id != guild.id}
    top = max((ranks.get(role_id, 0) for role_id in within), default=0)
    below = {role_id for role_id, rank in ranks.items() if rank < top and role_id in guild.roles}
    return guild.self_assignable | (frozenset(below) - guild.managed)


def gets_in(guild: Guild, member: Member, channel: Channel, allowing: Roles, denying: Roles) -> bool:
    """Whether somebody reads a channel, or rules over it, with these roles."""
    here = permissions(guild, member, channel, allowing, denying)
    inside = channel.thread_members
    is_open = inside is None or member.id in inside or bool(here & MANAGE_THREADS)
    return bool(here & VIEW_CHANNEL and is_open) or bool(rules_over(guild, member, channel, allowing, denying))


def rules_over(guild: Guild, member: Member, channel: Channel, allowing: Roles, denying: Roles) -> set[Way]:
    """How somebody with these roles could rewrite who reads a channel."""
    here, found = permissions(guild, member, channel, allowing, denying), set()
    if (here | base(guild, member, allowing)) & (MANAGE_CHANNELS | ADMINISTRATOR):
        found.add(Way("manage_channels"))
    theirs = (each for each in channel.overwrites if is_about(each.target_id, each.of_member, guild, member, allowing))
    if any(each.allow & MANAGE_ROLES for each in theirs):
        found.add(Way("manage_permissions"))
    if channel.thread_members is not None and here & MANAGE_ROLES and here & VIEW_CHANNEL:
        found.add(Way("manage_permissions"))
    return found


def is_about(target_id: int, of_member: bool, guild: Guild, member: Member, roles: Roles) -> bool:
    return target_id == member.id if of_member else target_id in roles | {guild.id}


def base(guild: Guild, member: Member, roles: Roles) -> int:
    if guild.owner_id == member.id:
        return ALL
    permissions = guild.roles[guild.id]
    for role_id in roles:
        permissions |= guild.roles.get(role_id, 0)
    return permissions


def permissions(guild: Guild, member: Member, channel: Channel, allowing: Roles, denying: Roles) -> int:
    """The documented algorithm, with roles that allow and roles that deny."""
    permissions = base(guild, member, allowing)
    if permissions & ADMINISTRATOR:
        return ALL
    of_roles = {each.target_id: each for each in channel.overwrites if not each.of_member}
    of_members = {each.target_id: each for each in channel.overwrites if each.of_member}
    everyone, own = of_roles.get(guild.id), of_members.get(member.id)
    if everyone:
        permissions = permissions & ~everyone.deny | everyone.allow
    allow = deny = 0
    for role_id, overwrite in of_roles.items():
        deny |= overwrite.deny if role_id in denying - {guild.id} else 0
        allow |= overwrite.allow if role_id in allowing - {guild.id} else 0
    permissions = permissions & ~deny | allow
    return permissions & ~own.deny | own.allow if own else permissions


def every_choice(guild: Guild, member: Member) -> Iterator[Member]:
    """Somebody with each choice of roles that they could make; the truth, where the rules above may name too many."""
    choice = takeable(guild, member)
    sizes = range(len(choice) + 1)
    for chosen in chain.from_iterable(combinations(sorted(choice), size) for size in sizes):
        yield Member(member.id, (member.role_ids - choice) | frozenset(chosen))


def could_truly(guild: Guild, member: Member, channel: Channel) -> bool:
    """Whether any choice of roles, each worn with all its denials, lets somebody in or hands them the channel."""
    return not transcription.can_view(guild, member, channel) and any(
        gets_in(guild, other, channel, other.role_ids, other.role_ids) for other in every_choice(guild, member)
    )
