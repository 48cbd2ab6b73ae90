"""What is in somebody's calendar: every feature's part of it, put together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.calendar.entries import Entry

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

BEFORE, AFTER = timedelta(days=7), timedelta(days=180)


async def gather(
    house: House, network: Network, person_id: int, *, since: datetime, until: datetime
) -> Sequence[Entry]:
    """Return what is in a person's calendar in between, the next first."""
    found: list[Entry] = []
    async with network.read() as tx:
        for part in house.calendars.values():
            found += await part.entries(tx, network, person_id, since=since, until=until)
    return sorted(found, key=lambda entry: (entry.starts_at, entry.key))


def span(now: datetime) -> tuple[datetime, datetime]:
    """Return from when to when the link tells; the same all day, so that nothing changes where nothing has."""
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return today - BEFORE, today + AFTER
