"""What flags hold about a person. Each of the two reads their own side; who raised a flag is in nobody else's file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.database.schema.flags import flags
from bot.database.transaction import Tx
from bot.people.store import PeopleStore
from cogs.rooms.flags.flagging import request_access
from cogs.rooms.flags.store import FlagStore


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return a person's `flags`: those they raised, with whom they are about; those about them, with no name at all."""
    names = {person.id: person.name for person in await PeopleStore(tx).people()}
    rows: list[dict[str, Any]] = []
    for flag in await FlagStore(tx).all():
        seen = {"state": flag.state, "at": flag.flagged_at.isoformat(), "paused": flag.is_paused}
        if flag.flagger_id == person_id:
            rows.append({"you said": f"{names[flag.flagged_id]} supervises me", "channel": flag.channel_id, **seen})
        elif flag.flagged_id == person_id:
            rows.append({"about you": "somebody said that you supervise them", **seen})
    settled = await tx.rows(select(flags.c.settled_at).where(tx.mine(flags), flags.c.settled_by_id == person_id))
    rows += [{"you settled one": row.settled_at.isoformat()} for row in settled if row.settled_at is not None]
    return {"flags": rows}


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase every flag by or about a person; whoever was paused on their word is let in again.

    With the flagger gone there is nobody left to keep apart, and a pause that nobody could settle must not go on.
    """
    store = FlagStore(tx)
    for flag in await store.all():
        if flag.is_about(person_id):
            await store.forget(flag.id)
        if flag.flagger_id == person_id and flag.is_live and flag.is_paused:
            await request_access(tx, flag, now=now)
    await tx.execute(
        flags.update().where(tx.mine(flags), flags.c.settled_by_id == person_id).values(settled_by_id=None)
    )
