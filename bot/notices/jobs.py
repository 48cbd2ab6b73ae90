"""What looks after words on their way: keys of past days are destroyed, and that somebody was told is forgotten."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, LargeBinary, delete, func, select, update

from bot.database.schema.outbox import notices, outbox
from bot.database.transaction import Tx
from bot.keys.vault import DAY_BYTES, day_of
from bot.notices.notices import DELIVER, KEPT_AFTER_TELLING, NoticeState
from bot.outbox.outbox import OPEN, State
from bot.outbox.privacy import forget_carried
from bot.outbox.transit import LEAST, MOST, TOO_OLD, holds_words, unwrap, wrap
from bot.pulse import Sweep

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

WAITING = (outbox.c.facts, notices.c.card)


async def forget_days(house: House, network: Network, now: datetime) -> None:
    """Destroy the keys of days that nothing needs any more, or that are too old; settle what they kept.

    What could not be sent by then is dead, for a steward to see; a notice that nobody came for is done.
    """
    today = now.date()
    async with network.write() as tx:
        needed = {day for column in WAITING for day in await _days(tx, column)}
        for day in house.keys.days(network.id):
            if today - day > MOST:
                await _carry_over(tx, day, today)
            if today - day > MOST or (today - day > LEAST and day not in needed):
                house.keys.destroy_day_key(network.id, day)
        for day in sorted(needed):
            if house.keys.find_day_key(network.id, day) is None:
                await _settle(tx, outbox.c.facts, day, facts=None, state=State.DEAD, failure=TOO_OLD, lease_until=None)
                await _settle(tx, notices.c.card, day, card=None, state=NoticeState.DONE)


async def forget_told(_house: House, network: Network, now: datetime) -> None:
    """Delete what was delivered or read weeks ago: whom it told what kind of thing, and when, is nobody's business.

    The author of a response's theme, for one, could be read off it. What took an erased person's roles away goes the
    night after: it bears their number.
    """
    until = now - KEPT_AFTER_TELLING
    async with network.write() as tx:
        told = (notices.c.state == NoticeState.DONE) & (notices.c.created_at <= until)
        await tx.execute(delete(notices).where(tx.mine(notices), told))
        carried = (outbox.c.kind == DELIVER) & (outbox.c.state == State.SENT) & (outbox.c.due_at <= until)
        await tx.execute(delete(outbox).where(tx.mine(outbox), carried))
        await forget_carried(tx)


async def _days(tx: Tx, column: Column[Any]) -> set[date]:
    found = await tx.rows(
        select(_day(column).label("day")).where(tx.mine(column.table), column.is_not(None)).distinct()
    )
    return {day for row in found if (day := day_of(row.day)) is not None}


async def _carry_over(tx: Tx, day: date, today: date) -> None:
    """Seal anew, under today's key, what holds no words and is still to be carried out."""
    theirs = (tx.mine(outbox), _day(outbox.c.facts) == _written(day), outbox.c.state.in_(OPEN))
    for row in await tx.rows(select(outbox.c.id, outbox.c.facts).where(*theirs)):
        facts = unwrap(tx, outbox.c.facts, row.facts)
        if facts is not None and not holds_words(facts):
            again = update(outbox).where(tx.mine(outbox), outbox.c.id == row.id)
            await tx.execute(again.values(facts=wrap(tx, outbox.c.facts, facts, day=today)))


async def _settle(tx: Tx, column: Column[Any], day: date, **values: Any) -> None:  # noqa: ANN401 -- column values
    theirs = (tx.mine(column.table), _day(column) == _written(day))
    await tx.execute(update(column.table).where(*theirs).values(**values))


def _written(day: date) -> bytes:
    return day.isoformat().encode()


def _day(column: Column[Any]) -> Any:  # noqa: ANN401 -- SQLAlchemy's expression
    return func.substr(column, 1, DAY_BYTES, type_=LargeBinary)


SWEEPS = (
    Sweep("notices.forget_days", every=timedelta(hours=1), run=forget_days),
    Sweep("notices.forget_told", every=timedelta(hours=24), run=forget_told),
)
