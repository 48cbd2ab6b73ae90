"""Settling a flag: by a steward who is neither of the two, in the open log, in nobody's name but the steward's."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Protocol

from bot.cards import Card
from bot.database.ids import read_id
from bot.database.transaction import Tx
from bot.errors import Gone, NotAllowed
from bot.people.graph import SupervisionGraph
from bot.people.model import Person
from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore
from bot.ui.visit import Visit
from bot.visibility.admission.access import request_sync
from cogs.rooms.flags import render
from cogs.rooms.flags.flagging import request_access, threads_of_both
from cogs.rooms.flags.rules import Flag, NobodyToSettle, OtherWayRound
from cogs.rooms.flags.store import FlagStore
from cogs.rooms.flags.telling import tell, who_settles
from config.texts import N_, Texts

TRUE, MISTAKEN, KEPT_ON = "rooms.flag_true", "rooms.flag_mistaken", "rooms.flag_kept"  # kinds of notice
SETTLED = N_("{actor} settled a flag in confidence.")
SETTLED_BY_OWNER = N_("The server's owner settled a flag in confidence.")
KEPT = N_("{actor} looked at a flag in confidence; the pause goes on.")
KEPT_BY_OWNER = N_("The server's owner looked at a flag in confidence; the pause goes on.")


class _Notice(Protocol):
    def __call__(self, t: Texts, *, is_flagger: bool) -> Card: ...


async def next_card(tx: Tx, visit: Visit) -> Card:
    """Return the oldest flag that the visitor may settle, or that there is none; raises `NotAllowed`."""
    person, is_owner = await _visitor(tx, visit)
    mine = [flag for flag in await FlagStore(tx).live() if await _may_settle(tx, flag, person, is_owner=is_owner)]
    if mine:
        return await _card(tx, mine[0], len(mine) - 1, visit)
    if not is_owner and (person is None or not await PeopleStore(tx).is_steward(person.id)):
        raise NotAllowed
    return render.nothing_card(visit.t)


async def show(visit: Visit, target: str) -> Card:
    """Return one flag as whoever may settle it sees it; raises `NobodyToSettle` or `Gone`."""
    async with visit.network.read() as tx:
        flag, _ = await _flag(tx, visit, target)
        return await _card(tx, flag, 0, visit)


async def settle_as_true(tx: Tx, visit: Visit, target: str) -> None:
    """Record the supervision: the roster keeps the person out from now on, so the pause ends and lets nobody in."""
    flag, by = await _flag(tx, visit, target)
    people = PeopleStore(tx)
    pair = (flag.flagged_id, flag.flagger_id)
    graph = SupervisionGraph(await people.supervisions())
    if flag.flagged_id in graph.below(flag.flagger_id):
        raise OtherWayRound
    await people.record_supervision(pair)
    await FlagStore(tx).settle(flag.id, "true", by=by, now=visit.now)
    await _log(tx, by, SETTLED, SETTLED_BY_OWNER, visit.now)
    await request_sync(tx, flag.flagger_id, now=visit.now)
    await request_access(tx, await _with_threads(tx, flag), now=visit.now)
    await _tell_both(tx, flag, render.true_notice, TRUE, now=visit.now)


async def settle_as_mistake(tx: Tx, visit: Visit, target: str) -> None:
    """Lift the pause; the person reads again whatever else admits them."""
    flag, by = await _flag(tx, visit, target)
    await FlagStore(tx).settle(flag.id, "mistaken", by=by, now=visit.now)
    await _log(tx, by, SETTLED, SETTLED_BY_OWNER, visit.now)
    if flag.is_paused:
        await request_access(tx, flag, now=visit.now)
    await _tell_both(tx, flag, render.mistaken_notice, MISTAKEN, now=visit.now)


async def keep_paused(tx: Tx, visit: Visit, target: str) -> None:
    """Leave the pause as it is, or begin it where the steward was to look first."""
    flag, by = await _flag(tx, visit, target)
    if not flag.is_paused:
        begun = await _with_threads(tx, flag)
        await tell(tx, flag.flagged_id, "rooms.paused", render.paused_notice, now=visit.now)
        await FlagStore(tx).keep(flag.id, begun.threads)
        await request_access(tx, begun, now=visit.now)
    else:
        await FlagStore(tx).keep(flag.id, flag.threads)
        for person_id in (flag.flagger_id, flag.flagged_id):
            await tell(tx, person_id, KEPT_ON, render.kept_notice, now=visit.now)
    await _log(tx, by, KEPT, KEPT_BY_OWNER, visit.now)


async def _visitor(tx: Tx, visit: Visit) -> tuple[Person | None, bool]:
    """Return the active member behind the account, if any, and whether the account owns the server."""
    guild = visit.house.guild(visit.network)
    person = await PeopleStore(tx).by_account(visit.account_id)
    is_owner = guild is not None and guild.owner_id == visit.account_id
    return (person if person is not None and person.state == "active" else None), is_owner


async def _may_settle(tx: Tx, flag: Flag, person: Person | None, *, is_owner: bool) -> bool:
    if person is not None and flag.is_about(person.id):
        return False
    asked = await who_settles(tx, flag)
    return (person is not None and person.id in asked) or (is_owner and not asked)


async def _flag(tx: Tx, visit: Visit, target: str) -> tuple[Flag, int | None]:
    """Return a live flag that the visitor may settle, and the visitor; raises `NobodyToSettle` or `Gone`."""
    flag = await FlagStore(tx).get(read_id(target))
    person, is_owner = await _visitor(tx, visit)
    if person is None and not is_owner:
        raise NotAllowed
    if flag is None or not flag.is_live:
        raise Gone
    if not await _may_settle(tx, flag, person, is_owner=is_owner):
        raise NobodyToSettle
    return flag, person.id if person is not None else None


async def _with_threads(tx: Tx, flag: Flag) -> Flag:
    """Return the flag with the threads that both are in: known since it pauses, looked up where it does not yet."""
    people = PeopleStore(tx)
    flagger, flagged = await people.person(flag.flagger_id), await people.person(flag.flagged_id)
    if flag.is_paused or flagger is None or flagged is None:
        return flag
    return replace(flag, threads=tuple(await threads_of_both(tx, flagger, flagged)))


async def _card(tx: Tx, flag: Flag, waiting: int, visit: Visit) -> Card:
    people = PeopleStore(tx)
    flagger, flagged = await people.person(flag.flagger_id), await people.person(flag.flagged_id)
    if flagger is None or flagged is None:
        raise Gone
    return render.settling_card(flag, flagger, flagged, waiting, visit.t)


async def _log(tx: Tx, by: int | None, act: str, by_owner: str, now: datetime) -> None:
    await StewardStore(tx).log(by, act if by is not None else by_owner, None, now)


async def _tell_both(tx: Tx, flag: Flag, notice: _Notice, kind: str, *, now: datetime) -> None:
    """Tell the flagger, and whoever was paused: a flag that paused nothing is no news to the other."""
    await tell(tx, flag.flagger_id, kind, lambda t: notice(t, is_flagger=True), now=now)
    if flag.is_paused or kind == TRUE:
        await tell(tx, flag.flagged_id, kind, lambda t: notice(t, is_flagger=False), now=now)
