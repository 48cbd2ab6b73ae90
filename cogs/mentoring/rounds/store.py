"""Which weeks had their round."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import func, select

from bot.database.ids import new_id
from bot.database.schema.mentoring import rounds
from bot.database.transaction import Tx


class RoundStore:
    """The weekly rounds of one network."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def last_week(self) -> date | None:
        """Return the Monday of the last week that had its round."""
        found = await self._tx.scalar(select(func.max(rounds.c.week)).where(self._tx.mine(rounds)))
        return date.fromisoformat(found) if found is not None else None

    async def claim(self, week: date, now: datetime) -> bool:
        """Note that a week has its round now; tells whether it had none before."""
        known = select(rounds.c.id).where(self._tx.mine(rounds), rounds.c.week == week.isoformat())
        if await self._tx.scalar(known) is not None:
            return False
        await self._tx.insert(rounds, id=new_id(), week=week.isoformat(), ran_at=now)
        return True
