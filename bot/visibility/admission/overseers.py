"""Whom the members have accepted as standing readers, though no role admits them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from bot.database.ids import new_id
from bot.database.schema.exposure import overseers
from bot.database.transaction import Tx


class OverseerStore:
    """The accounts that members have accepted as standing readers."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def all(self) -> frozenset[int]:
        """Return the accounts of all overseers."""
        rows = await self._tx.rows(select(overseers.c.account_id).where(self._tx.mine(overseers)))
        return frozenset(row.account_id for row in rows)

    async def accept(self, account_id: int, *, by: int, now: datetime) -> bool:
        """Keep that an account is accepted; say whether that is new."""
        if account_id in await self.all():
            return False
        await self._tx.insert(overseers, id=new_id(), account_id=account_id, accepted_by_id=by, accepted_at=now)
        return True

    async def withdraw(self, account_id: int) -> bool:
        """Take an acceptance back; say whether there was one."""
        here = (self._tx.mine(overseers), overseers.c.account_id == account_id)
        return bool((await self._tx.execute(overseers.delete().where(*here))).rowcount)
