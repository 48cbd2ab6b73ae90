"""What the database owes, over all networks together; rows that leave no trace are not counted."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.database.schema.exposure import exposures
from bot.database.schema.outbox import outbox
from bot.database.transaction import ACROSS_NETWORKS
from bot.health.meters import sink_of
from bot.outbox.outbox import OPEN, State

if TYPE_CHECKING:
    from bot.house import House

STATES = (*OPEN, State.DEAD, State.DOUBT)
SINKS = ("mail", "discord")


async def read_queues(house: House) -> None:
    """Set the gauges of what waits, and of who can read what they should not."""
    now, meters = house.clock.now(), house.meters
    rows: Counter[tuple[str, str]] = Counter()
    oldest: dict[str, datetime] = {}
    traced = (outbox.c.seq > 0, outbox.c.state.in_(STATES))
    owed = select(outbox.c.kind, outbox.c.state, func.count().label("rows"), func.min(outbox.c.due_at).label("oldest"))
    lasting = select(func.count()).select_from(exposures).where(exposures.c.outcome.is_(None))
    async with house.database.engine.connect() as connection:
        found = await connection.execute(
            owed.where(*traced).group_by(outbox.c.kind, outbox.c.state), execution_options=ACROSS_NETWORKS
        )
        for row in found.all():
            sink = sink_of(row.kind)
            rows[sink, row.state] += row.rows
            if row.state in OPEN:
                oldest[sink] = min(row.oldest, oldest.get(sink, row.oldest))
        meters.exposures.set((await connection.execute(lasting, execution_options=ACROSS_NETWORKS)).scalar() or 0)
    for sink in SINKS:
        for state in STATES:
            meters.rows.labels(sink, state).set(rows[sink, state])
        meters.oldest.labels(sink).set(max(0.0, (now - oldest[sink]).total_seconds()) if sink in oldest else 0)
