"""The pulse: wakes every sweep in every network, whatever happens to one of them."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import ManualClock, SystemClock
from bot.database.network import Network, Networks
from bot.house import House
from bot.pulse import Chore, Pulse, Sweep
from tests.kit.bare import bare_house


class Looks:
    def __init__(self) -> None:
        self.seen: list[tuple[int, datetime]] = []
        self.looked = asyncio.Event()

    async def look(self, _house: House, network: Network, now: datetime) -> None:
        self.seen.append((network.id, now))
        self.looked.set()

    async def fail(self, _house: House, _network: Network, _now: datetime) -> None:
        raise LookupError


async def test_a_sweep_that_fails_keeps_no_other_from_running(
    network: Network, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    looks, hourly = Looks(), timedelta(hours=1)
    other = await Networks(network.database).create("South", now=clock.now())
    pulse = Pulse(bare_house(network.database, clock), [Sweep("a", hourly, looks.fail), Sweep("b", hourly, looks.look)])
    with caplog.at_level(logging.ERROR):
        await pulse.beat()
    assert sorted(looks.seen) == sorted([(network.id, clock.now()), (other.id, clock.now())])
    assert len([record for record in caplog.records if record.levelno == logging.ERROR]) == 2


@pytest.mark.parametrize("emptied_url", ["sqlite"], indirect=True)
async def test_a_database_that_fails_is_told_in_one_line_a_sweep(
    network: Network, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    sweep = Sweep("a", timedelta(hours=1), Looks().look)
    async with network.database.engine.connect() as connection:
        await connection.exec_driver_sql("DROP TABLE turns")  # for SQLite as good as a disk that fails
    await Pulse(bare_house(network.database, clock), [sweep])._wake(sweep)
    [told] = [record for record in caplog.records if record.name == "bot.pulse.pulse"]
    assert "for sweep a, which waits for its next turn" in told.getMessage()
    assert told.exc_info is None


async def test_a_started_pulse_wakes_a_sweep_soon_and_stops_when_closed(network: Network) -> None:
    looks = Looks()
    pulse = Pulse(bare_house(network.database, SystemClock()), [Sweep("a", timedelta(seconds=1), looks.look)])
    pulse.start()
    async with asyncio.timeout(20):
        await looks.looked.wait()
    pulse.close()
    seen = len(looks.seen)
    await asyncio.sleep(1.2)
    assert len(looks.seen) == seen


async def test_a_chore_is_done_once_for_the_deployment_and_one_that_fails_keeps_no_other_from_it(
    network: Network, caplog: pytest.LogCaptureFixture
) -> None:
    await Networks(network.database).create("South", now=datetime.now(UTC))
    done: asyncio.Queue[datetime] = asyncio.Queue()

    async def do(_house: House, now: datetime) -> None:
        done.put_nowait(now)

    async def fail(_house: House, _now: datetime) -> None:
        raise LookupError

    chores = [Chore("a", timedelta(hours=1), fail), Chore("b", timedelta(hours=1), do)]
    a_minute_ago = ManualClock(datetime.now(UTC) - timedelta(minutes=1))  # so that the first wake-up is due at once
    pulse = Pulse(bare_house(network.database, a_minute_ago), [], chores)
    pulse.start()
    try:
        async with asyncio.timeout(20):
            assert await done.get() == a_minute_ago.now()
    finally:
        pulse.close()
    assert done.empty()
    assert "chore a failed" in caplog.text
