"""Flags as rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from bot.database.ids import new_id
from bot.database.schema.exposure import viewers
from bot.database.schema.flags import flags
from bot.database.schema.spaces import spaces
from bot.database.transaction import Tx
from cogs.rooms.flags.rules import Decision, Flag


class FlagStore:
    """The flags of one network."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def all(self) -> list[Flag]:
        """Return every flag that is live or still counted, oldest first."""
        query = select(flags).where(self._tx.mine(flags)).order_by(flags.c.flagged_at, flags.c.id)
        return [_flag(row) for row in await self._tx.rows(query)]

    async def live(self) -> list[Flag]:
        """Return the flags that have still to be settled, oldest first."""
        return [flag for flag in await self.all() if flag.is_live]

    async def get(self, flag_id: int) -> Flag | None:
        """Return a flag."""
        row = await self._tx.row(select(flags).where(self._tx.mine(flags), flags.c.id == flag_id))
        return _flag(row) if row is not None else None

    async def add(
        self, pair: tuple[int, int], channel_id: int, *, is_paused: bool, threads: Sequence[int], now: datetime
    ) -> Flag:
        """Keep what one member said about another (flagger, flagged) and return it."""
        flag = Flag(new_id(), *pair, channel_id, now, is_paused=is_paused, threads=tuple(threads))
        values = {name: value for name, value in vars(flag).items() if name != "threads"}
        await self._tx.insert(flags, **values, threads=list(threads), settled_by_id=None)
        return flag

    async def keep(self, flag_id: int, threads: Sequence[int]) -> None:
        """Keep that a steward has looked and access stays, or is now, paused."""
        await self._set(flag_id, state="kept", is_paused=True, threads=list(threads))

    async def settle(self, flag_id: int, decision: Decision, *, by: int | None, now: datetime) -> None:
        """Keep how it was settled, and by whom (nobody: the server's owner)."""
        await self._set(flag_id, state=decision, settled_at=now, settled_by_id=by)

    async def told(self, flag_id: int, *, now: datetime) -> None:
        """Keep that both know it is unsettled."""
        await self._set(flag_id, told_at=now)

    async def forget(self, flag_id: int) -> None:
        """Drop a flag that no longer counts."""
        await self._tx.execute(flags.delete().where(self._tx.mine(flags), flags.c.id == flag_id))

    async def shared_threads(self, accounts: Collection[int]) -> list[int]:
        """Return the threads that all of these accounts were last seen to read as members."""
        same_space = (viewers.c.network_id == spaces.c.network_id, viewers.c.channel_id == spaces.c.channel_id)
        inside = (viewers.c.through == "thread", viewers.c.account_id.in_(accounts), spaces.c.kind == "thread")
        query = select(viewers.c.channel_id).where(self._tx.mine(viewers), self._tx.mine(spaces), *same_space, *inside)
        found = [row.channel_id for row in await self._tx.rows(query)]
        return sorted({each for each in found if found.count(each) == len(set(accounts))})

    async def _set(self, flag_id: int, **values: Any) -> None:  # noqa: ANN401 -- column values
        await self._tx.execute(flags.update().where(self._tx.mine(flags), flags.c.id == flag_id).values(**values))


def _flag(row: Row[Any]) -> Flag:
    known = {name: getattr(row, name) for name in Flag.__dataclass_fields__}
    return Flag(**{**known, "threads": tuple(row.threads)})
