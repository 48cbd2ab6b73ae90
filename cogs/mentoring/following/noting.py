"""The meetings of a pair that one of the two noted for their own calendar; the other's is their own matter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Row, delete, select

from bot.database.ids import new_id
from bot.database.schema.calendar import noted
from bot.database.transaction import Tx

KEPT = timedelta(days=60)  # after the meeting


async def note(tx: Tx, pair_id: int, person_id: int, starts_at: datetime, lasts: timedelta, *, now: datetime) -> None:
    """Note a meeting in a person's calendar, twice as once."""
    own = (tx.mine(noted), noted.c.person_id == person_id)
    this = (noted.c.pair_id == pair_id, noted.c.starts_at == starts_at)
    if await tx.scalar(select(noted.c.id).where(*own, *this)) is None:
        facts = {"pair_id": pair_id, "person_id": person_id, "starts_at": starts_at}
        await tx.insert(noted, id=new_id(), minutes=lasts // timedelta(minutes=1), noted_at=now, **facts)


async def noted_by(tx: Tx, person_id: int) -> Sequence[Row[tuple[int, datetime, int, datetime]]]:
    """Return what a person noted, the earliest first: pair_id, starts_at, minutes, noted_at."""
    columns = (noted.c.pair_id, noted.c.starts_at, noted.c.minutes, noted.c.noted_at)
    own = select(*columns).where(tx.mine(noted), noted.c.person_id == person_id)
    return await tx.rows(own.order_by(noted.c.starts_at))


async def forget_old(tx: Tx, now: datetime) -> None:
    """Forget what was weeks ago."""
    await tx.execute(delete(noted).where(tx.mine(noted), noted.c.starts_at < now - KEPT))


async def forget(tx: Tx, person_id: int) -> None:
    """Forget what a person noted."""
    await tx.execute(delete(noted).where(tx.mine(noted), noted.c.person_id == person_id))


async def forget_pairs(tx: Tx, pair_ids: Sequence[int]) -> None:
    """Forget what anybody noted about these pairs."""
    await tx.execute(delete(noted).where(tx.mine(noted), noted.c.pair_id.in_(pair_ids)))
