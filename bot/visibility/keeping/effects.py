"""Bringing members' roles in line with the database."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import discord

from bot.outbox import Effect, Retry
from bot.visibility.admission.access import (
    Roster,
    accounts_concerned,
    request_sync_of_account,
    roles_due,
)
from bot.visibility.admission.promise import promise_of, roster_of
from bot.visibility.admission.roles import RoleChange, role_change
from bot.visibility.keeping.exposures import request_look
from bot.visibility.keeping.room_upkeep import keep_small_rooms
from bot.visibility.server.language import texts_on
from bot.visibility.server.snapshot import know_everybody
from config.texts import N_

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

log = logging.getLogger(__name__)

REASON = N_("Staffroom keeps roles in line with the roster")  # read by stewards in the server's audit log
UNKNOWN_MEMBER = 10007  # Discord's code
SERVER_AWAY = 30  # seconds until the server is looked for again


async def bring_in_line(network: Network, *members: discord.Member) -> frozenset[int]:
    """Give and take roles so that each member has exactly those that are due; no call where nothing differs.

    Returns the accounts whose roles were changed: Discord tells of each with an event of its own.

    Raises discord's `Forbidden` where the bot may not change somebody's and `NotFound` where a role is gone by now,
    after it has seen to everybody else; whoever has left the server has lost their roles with it.
    """
    roster, installed = await roster_of(network), await _installed(network)
    refused: discord.HTTPException | None = None
    changed = set()
    for member, change in _changes(members, roster, installed):
        try:
            await _apply(member, change)
            changed.add(member.id)
        except discord.NotFound as gone:
            if gone.code != UNKNOWN_MEMBER:  # a role was deleted in this moment: nothing was taken, and has to be
                refused = gone
        except discord.Forbidden as no:
            refused = no
    if refused is not None:
        raise refused
    return frozenset(changed)


async def _installed(network: Network) -> Mapping[str, int]:
    return (await promise_of(network)).roles  # from memory, where nothing about it was written


def _changes(
    members: Iterable[discord.Member], roster: Roster, installed: Mapping[str, int]
) -> Iterable[tuple[discord.Member, RoleChange]]:
    """Yield the members whose roles differ from what is due, with the difference."""
    linked, existing = roster.by_account(), frozenset[int]()
    for member in members:
        existing = existing or frozenset(role.id for role in member.guild.roles)  # sorted each time: ask once
        has = (role.id for role in member.roles)
        change = role_change(has, roles_due(linked.get(member.id), roster), installed, existing)
        if change:
            yield member, change


async def _apply(member: discord.Member, change: RoleChange) -> None:
    kept = [role for role in member.roles if role.id not in change.remove and not role.is_default()]
    given = [role for role in member.guild.roles if role.id in change.add]
    reason = texts_on(member.guild)(REASON)
    try:
        # One call: between taking and giving there is no moment in which a member has both
        await member.edit(roles=[*kept, *given], reason=reason)
    except discord.Forbidden:
        if change.remove and change.add:  # what may not be given must not keep what has to be taken
            await member.edit(roles=kept, reason=reason)
        raise
    log.info("roles of account %s: %s taken, %s given", member.id, len(change.remove), len(change.add))


async def _server(house: House, network: Network) -> discord.Guild | None:
    """Return the network's server, None where it has none yet; asks to be tried again while it is out of reach."""
    guild = house.guild(network)
    if guild is None and network.guild_id is not None:
        raise Retry(SERVER_AWAY)
    if guild is not None:
        await know_everybody(guild)
    return guild


async def sync(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Bring a person and everyone above them in line, or one account: first their roles, then what opens by name.

    Whoever is not on the server waits until then.
    """
    guild = await _server(house, network)
    if guild is None:
        return
    network.forget_what_was_read()  # another process may have changed the roster
    accounts = {facts["account_id"]} - {None}
    if facts["person_id"] is not None:
        roster = await roster_of(network)
        accounts |= accounts_concerned(roster, facts["person_id"])
    members = [member for account in sorted(accounts) if (member := guild.get_member(account)) is not None]
    left = accounts  # whose reading no event will tell of: the roster changed and the roles did not, or could not
    try:
        left = accounts - await bring_in_line(network, *members)
    finally:  # a role that may not be taken keeps nobody in a room that opens by name
        await keep_small_rooms(network, guild, accounts)
        if left:
            async with network.write() as tx:
                await request_look(tx, accounts=sorted(left), now=house.clock.now())


async def sync_everyone(house: House, network: Network, _facts: Mapping[str, Any]) -> None:
    """Ask for each member whose roles differ, one by one: Discord takes few of these calls a second."""
    guild = await _server(house, network)
    if guild is None:
        return
    network.forget_what_was_read()
    roster, installed = await roster_of(network), await _installed(network)
    differing = [member.id for member, _ in _changes(guild.members, roster, installed)]
    async with network.write() as tx:
        for account_id in differing:
            await request_sync_of_account(tx, account_id, now=house.clock.now())
    await keep_small_rooms(network, guild)


EFFECTS = {
    "access.sync": Effect(sync, is_idempotent=True),
    "access.sync_everyone": Effect(sync_everyone, is_idempotent=True),
}
