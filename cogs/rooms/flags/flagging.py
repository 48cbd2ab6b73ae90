"""Raising a flag: what is said first, and the one transaction that keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

import discord

from bot.database.ids import read_id
from bot.database.transaction import Tx
from bot.errors import Gone, Refusal
from bot.outbox import Outbox
from bot.people.model import Person
from bot.people.store import PeopleStore
from bot.ui.visit import Visit
from bot.visibility.admission.access import request_sync
from bot.visibility.admission.spaces import SpaceStore
from bot.visibility.keeping.exposures import BEYOND_REPAIR
from bot.visibility.keeping.who import Answer, who_reads
from cogs.rooms.flags.render import asking_card, flagged_card, paused_notice
from cogs.rooms.flags.rules import Flag, Yourself, check_flag, pauses_at_once
from cogs.rooms.flags.store import FlagStore
from cogs.rooms.flags.telling import tell, tell_settlers
from config.texts import N_

THREADS = "rooms.flag_threads"  # the effect


@dataclass
class NotKeptFree(Refusal):
    """The channel is no space that keeps supervisors out."""

    says: ClassVar[str] = N_("Give this command in the room you share with that person, or in your pair's thread.")


@dataclass
class NotAReader(Refusal):
    """The account does not read the space, or is nobody's on the roster."""

    account_id: int
    says: ClassVar[str] = N_(
        "<@{account_id}> isn't one of the members who can read this room. /room who shows everyone who can; pick one "
        "of them."
    )


@dataclass
class BeyondPause(Refusal):
    """The account reads everything by the server's own settings."""

    account_id: int
    says: ClassVar[str] = N_(
        "<@{account_id}> reads everything by this server's own settings, so I can't pause that. Talk to a steward; "
        "/room overseers shows who can."
    )


@dataclass(frozen=True)
class _Place:
    """A space, who reads it now, the two it is about, and what has been said so far."""

    channel_id: int
    answer: Answer
    flagger: Person
    flagged: Person
    known: list[Flag]


async def ask(visit: Visit, account_id: int) -> None:
    """Show what happens if the visitor says that this account supervises them; nothing is kept yet."""
    if account_id == visit.account_id:
        raise Yourself
    await visit.wait()
    place = await _place(visit, visit.interaction.channel_id or 0, account_id)
    pauses = pauses_at_once(place.flagger.id, place.flagged.id, place.known, visit.now)
    readers = len(place.answer.reasons.keys() & (place.answer.meant or ()))  # the owner, say, raised no flag
    target = f"{place.channel_id}.{account_id}"
    await visit.reply(asking_card(place.flagged, target, visit.t, readers=readers, pauses=pauses))


async def confirm(visit: Visit, target: str) -> None:
    """Keep the flag, pause the access, tell both sides and the stewards, in one transaction; all is checked anew."""
    channel_id, _, account_id = target.partition(".")
    await visit.take_note()
    place = await _place(visit, read_id(channel_id), read_id(account_id))
    guild = visit.house.guild(visit.network)
    owner_id = guild.owner_id if guild is not None else None
    async with visit.network.write() as tx:
        flag = await _raise(tx, visit, place)
        reached = await tell_settlers(tx, flag, owner_id, now=visit.now)
    await visit.update(flagged_card(flag, place.flagged, reached, owner_id or 0, visit.t))


async def _raise(tx: Tx, visit: Visit, place: _Place) -> Flag:
    store, now = FlagStore(tx), visit.now
    flagger_id, flagged_id = place.flagger.id, place.flagged.id
    known = await store.all()
    check_flag(flagger_id, flagged_id, known)
    pauses = pauses_at_once(flagger_id, flagged_id, known, now)
    threads = await threads_of_both(tx, place.flagger, place.flagged)
    flag = await store.add((flagger_id, flagged_id), place.channel_id, is_paused=pauses, threads=threads, now=now)
    if pauses:
        await tell(tx, flagged_id, "rooms.paused", paused_notice, now=now)
        await request_access(tx, flag, now=now)
    return flag


async def threads_of_both(tx: Tx, flagger: Person, flagged: Person) -> list[int]:
    """Return the threads that both are in: no role opens these, so leaving them is an act of its own."""
    accounts = [each.account_id for each in (flagger, flagged) if each.account_id is not None]
    return await FlagStore(tx).shared_threads(accounts) if len(accounts) == 2 else []


async def request_access(tx: Tx, flag: Flag, *, now: datetime) -> None:
    """Ask that the flagged person's roles, small rooms and threads follow what stands now."""
    await request_sync(tx, flag.flagged_id, now=now)
    if flag.threads:
        facts = {"person_id": flag.flagged_id, "threads": list(flag.threads)}
        await Outbox(tx).carry_out(THREADS, facts, destination=f"access:{flag.flagged_id}", now=now)


async def _place(visit: Visit, channel_id: int, account_id: int) -> _Place:
    """Return the space and the two; raises a `Refusal` where a flag would be in vain."""
    flagger, guild = await visit.person(), visit.house.guild(visit.network)
    channel = guild.get_channel_or_thread(channel_id) if guild is not None else None
    if channel is None or isinstance(channel, discord.CategoryChannel):
        raise Gone
    async with visit.network.read() as tx:
        spaces = SpaceStore(tx)
        space = await spaces.by_channel(channel.id)
        above = channel.parent if isinstance(channel, discord.Thread) and space is None else None
        if above is not None:  # a post in a forum, a public thread in a room
            channel, space = above, await spaces.by_channel(above.id)
        flagged, known = await PeopleStore(tx).by_account(account_id), await FlagStore(tx).all()
    if space is None or (space.audience is None and space.kind != "thread"):
        raise NotKeptFree
    answer = await who_reads(visit.network, channel.guild, channel.id)
    if answer.unknown or not answer.includes(visit.account_id) or visit.account_id not in (answer.meant or ()):
        raise NotKeptFree
    if flagged is not None:
        check_flag(flagger.id, flagged.id, known)  # first: whoever is paused already reads here no more
    why = {each.account_id: each.reasons for each in answer.readers}.get(account_id)
    if flagged is None or flagged.state != "active" or why is None:
        raise NotAReader(account_id)
    if any(reason.cause in BEYOND_REPAIR for reason in why):
        raise BeyondPause(account_id)
    return _Place(channel.id, answer, flagger, flagged, known)
