"""Which weeks' starters have been posted, and where."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from bot.database.ids import new_id
from bot.database.schema.rooms import room_starters
from bot.database.transaction import Tx


class StarterStore:
    """The starters of one network."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def claim(self, channel_id: int, week: str, *, now: datetime) -> bool:
        """Claim a week's starter of a channel; False where it is claimed: writes of a network are serial."""
        claimed = (self._tx.mine(room_starters), room_starters.c.channel_id == channel_id, room_starters.c.week == week)
        if await self._tx.scalar(select(room_starters.c.id).where(*claimed)) is not None:
            return False
        await self._tx.insert(room_starters, id=new_id(), channel_id=channel_id, week=week, claimed_at=now)
        return True
