"""Reading the stewards' log, page by page."""

from __future__ import annotations

from typing import Literal

from bot.cards import Card
from bot.errors import Gone
from bot.people.stewards import MOST_SHOWN, StewardStore
from bot.people.store import PeopleStore
from bot.ui.visit import Visit
from cogs.members import render

Way = Literal["older", "newer"]
NOBODY = 0  # a filter for somebody who is on no roster: no act has this actor


async def first_page(visit: Visit, account_id: int | None = None) -> Card:
    """Return the newest acts, of everybody or of one account; for any member. Raises `NotAMember`."""
    return await _page(visit, None, "older", account_id)


async def page_at(visit: Visit, target: str) -> Card:
    """Return the page that a button leads to, ``older.17.`` or ``newer.17.<account>``; raises `Gone`, `NotAMember`."""
    way, seq, account = [*target.split("."), "", ""][:3]
    if way not in {"older", "newer"} or not _is_number(seq) or not (_is_number(account) or not account):
        raise Gone
    return await _page(visit, int(seq), "older" if way == "older" else "newer", int(account) if account else None)


async def _page(visit: Visit, seq: int | None, way: Way, account_id: int | None) -> Card:
    await visit.person()
    async with visit.network.read() as tx:
        store, by = StewardStore(tx), None
        if account_id is not None:
            person = await PeopleStore(tx).by_account(account_id)
            by = person.id if person is not None else NOBODY
        if way == "newer":
            acts = await store.latest(MOST_SHOWN, after=seq, by=by)
        else:
            acts = await store.latest(MOST_SHOWN, before=seq, by=by)
        first, last = (acts[0].seq, acts[-1].seq) if acts else (0, 0)
        has_newer = bool(await store.latest(1, after=first, by=by))
        has_older = bool(await store.latest(1, before=last, by=by))
    chosen = str(account_id) if account_id is not None else ""
    return render.log(visit.t, acts, chosen, has_newer=has_newer, has_older=has_older)


def _is_number(written: str) -> bool:
    return written.isascii() and written.isdecimal() and len(written) < 19
