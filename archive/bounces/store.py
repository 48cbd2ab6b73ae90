"""The SQL of how far the mailbox of reports was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from archive.bounces.mailbox import Place
from bot.database.ids import new_id
from bot.database.schema.delivery import bounce_looks
from bot.database.transaction import Tx

NOWHERE = Place()


@dataclass(frozen=True)
class Look:
    """How far a mailbox was read, and since when it cannot be."""

    place: Place = NOWHERE
    failing_since: datetime | None = None


class LookStore:
    """One network's looks into the mailbox."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def last(self, mailbox: str) -> Look:
        """Return the last look into a mailbox; another one begins anew."""
        tx = self._tx
        row = await tx.row(select(bounce_looks).where(tx.mine(bounce_looks), bounce_looks.c.mailbox == mailbox))
        return Look(Place(row.validity, row.last_uid), row.failing_since) if row is not None else Look()

    async def keep(self, mailbox: str, look: Look) -> None:
        """Keep a look into a mailbox instead of the one before."""
        tx, place = self._tx, look.place
        values = {"validity": place.validity, "last_uid": place.last_uid, "failing_since": look.failing_since}
        changed = update(bounce_looks).where(tx.mine(bounce_looks), bounce_looks.c.mailbox == mailbox)
        if not (await tx.execute(changed.values(**values))).rowcount:
            await tx.insert(bounce_looks, id=new_id(), mailbox=mailbox, **values)
