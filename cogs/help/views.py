"""The lobby's buttons for help and the inbox, and what they share with the commands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import app_commands

from archive.digest.store import EditionStore
from bot.database.transaction import Tx
from bot.errors import Gone
from bot.notices import Notices
from bot.people.rules import audiences
from bot.people.standing import graph_around
from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from bot.visibility.admission.access import admitted_to
from bot.visibility.admission.promise import roster_of
from bot.visibility.admission.spaces import SpaceStore
from cogs.help import render
from cogs.help.rules import SHELVES, Shown, lines_for, readers_of

KINDS = (discord.AppCommandType.chat_input, discord.AppCommandType.message, discord.AppCommandType.user)
AnyCommand = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu
actions = Actions("help")


@actions.on("show")
async def what_to_do(visit: Visit, _target: str) -> None:
    """Show what the visitor can do here."""
    await show_help(visit)


@actions.on("shelf")
async def what_else(visit: Visit, _target: str) -> None:
    """Show everything about what was chosen, in the place of the card."""
    shelf = next((each for each in SHELVES if each.key in visit.values), None)
    if shelf is None:
        raise Gone
    seen = await _seen(visit)
    await visit.update(render.shelf_card(visit.t, shelf, seen.shown))


@actions.on("inbox")
async def what_waits(visit: Visit, _target: str) -> None:
    """Show what waits for the visitor."""
    await show_inbox(visit)


async def show_help(visit: Visit) -> None:
    """Show what this person can do, linked or not."""
    await visit.remember_language()
    seen = await _seen(visit)
    await visit.reply(render.help_card(visit.t, seen.who, seen.shown, seen.where, seen.stewards, seen.unapproved))


async def show_inbox(visit: Visit) -> None:
    """Show what was kept for this member, and note that it was read."""
    person = await visit.person()
    async with visit.network.read() as tx:
        waiting = (await Notices(tx).waiting(person.id))[: render.MOST_SHOWN]
    await visit.remember_language()
    if not waiting:
        await visit.reply(render.empty_inbox(visit.t))
        return
    for notice in waiting:
        await visit.reply(render.inbox_card(visit.t, notice))
    # Shown first, then noted: if a reply fails, the rest is still there the next time.
    async with visit.network.write() as tx:
        for notice in waiting:
            await Notices(tx).finish(notice.id)


def _commands_here(visit: Visit) -> frozenset[str]:
    """Return what can be typed or right-clicked in this house; in a direct message, only what works there."""
    tree = visit.interaction.client.tree
    found = (command for kind in KINDS for command in tree.walk_commands(type=kind))
    on_server = visit.interaction.guild_id is not None
    return frozenset(command.qualified_name for command in found if on_server or not _root(command).guild_only)


def _root(command: AnyCommand) -> AnyCommand:
    parent = None if isinstance(command, app_commands.ContextMenu) else command.root_parent
    return parent or command


async def _where(visit: Visit, tx: Tx) -> render.Where:
    """Return the space the visitor is in; a thread without readers of its own counts as its channel."""
    channel = visit.interaction.channel
    if visit.interaction.guild_id is None or channel is None:
        return render.Where(None, "", is_private=True)
    spaces, parent = SpaceStore(tx), getattr(channel, "parent_id", None)
    space = await spaces.by_channel(channel.id) or (await spaces.by_channel(parent) if parent else None)
    return render.Where(space.kind if space else None, f"<#{channel.id}>")


@dataclass(frozen=True)
class Seen:
    """Who asks, what they are shown, where that is, and whom they can write to."""

    who: render.Who | None
    shown: Shown
    where: render.Where
    stewards: str = ""
    unapproved: Sequence[str] = ()  # months of digests that wait for a steward's yes, where one asks


async def _seen(visit: Visit) -> Seen:
    guild, there = visit.interaction.guild, _commands_here(visit)
    is_owner = guild is not None and guild.owner_id == visit.account_id
    async with visit.network.read() as tx:
        people, where = PeopleStore(tx), await _where(visit, tx)
        person = await people.by_account(visit.account_id)
        if person is None or person.state != "active":
            readers = readers_of(is_member=False, is_steward=False, audiences=(), is_owner=is_owner)
            return Seen(None, lines_for(readers, there, where.kind), where)
        groups = audiences(person, await graph_around(tx, person), visit.network.community)
        is_steward = await people.is_steward(person.id)
        stewards = "" if is_steward else await StewardStore(tx).named()
        waiting = [kept.month for kept in await EditionStore(tx).in_state("built")] if is_steward else []
    open_to = admitted_to(person, await roster_of(visit.network))
    readers = readers_of(is_member=True, is_steward=is_steward, audiences=groups, is_owner=is_owner)
    who = render.Who(person.name, open_to, is_shut_out=bool(groups) and not open_to)
    return Seen(who, lines_for(readers, there, where.kind), where, stewards, waiting)
