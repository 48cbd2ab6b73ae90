"""Reminders as rows, on real databases: sent once, late or not, and after a change only for the new time."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select

from bot.clock import ManualClock
from bot.database.network import Network
from bot.database.schema.webinars import reminders
from cogs.webinars.changing.changing import cancel, move
from cogs.webinars.reminding.effects import REMIND
from cogs.webinars.reminding.jobs import remind
from tests.cogs.webinars.making import ROOM, people_with_theme, planned
from tests.kit.owed import owed


async def _sweep(network: Network, clock: ManualClock, forward: timedelta) -> list[str]:
    """Move the clock, look twice as two processes would, and return the kinds owed so far."""
    clock.forward(forward)
    for _ in range(2):
        await remind(None, network, clock.now())  # type: ignore[arg-type]  # a sweep that needs no house
    async with network.read() as tx:
        found = await owed(tx, REMIND)
    assert {facts["channel_id"] for _, facts in found} <= {ROOM}
    return [facts["kind"] for _, facts in found]


async def _states(network: Network) -> list[tuple[str, str]]:
    async with network.read() as tx:
        rows = await tx.rows(select(reminders).where(tx.mine(reminders)).order_by(reminders.c.kind))
    return [(row.kind, row.state) for row in rows]


async def test_each_is_sent_once_when_due_and_late_ones_once_too(network: Network, clock: ManualClock) -> None:
    (steward, _), theme = await people_with_theme(network, clock.now(), 2)
    await planned(network, steward, theme, clock.now(), timedelta(days=3))
    assert await _sweep(network, clock, timedelta(days=1)) == []
    assert await _sweep(network, clock, timedelta(days=1, hours=10)) == ["day"]  # a machine that was off for ten hours
    assert await _sweep(network, clock, timedelta(hours=5)) == ["day"]
    assert await _sweep(network, clock, timedelta(hours=8, minutes=30)) == ["day", "hour"]
    assert await _sweep(network, clock, timedelta(days=9)) == ["day", "hour"]
    assert await _states(network) == [("day", "sent"), ("hour", "sent")]


async def test_after_a_long_night_off_the_days_reminder_gives_way_and_after_the_start_none_is_sent(
    network: Network, clock: ManualClock
) -> None:
    (steward, _), theme = await people_with_theme(network, clock.now(), 2)
    await planned(network, steward, theme, clock.now(), timedelta(days=3))
    assert await _sweep(network, clock, timedelta(days=2, hours=23, minutes=10)) == ["hour"]
    assert await _states(network) == [("day", "pointless"), ("hour", "sent")]
    await planned(network, steward, theme, clock.now(), timedelta(days=3))
    assert await _sweep(network, clock, timedelta(days=4)) == ["hour"]


async def test_a_move_plans_them_anew_a_cancellation_takes_them_away_and_old_webinars_get_theirs(
    network: Network, clock: ManualClock
) -> None:
    (steward, _), theme = await people_with_theme(network, clock.now(), 2)
    webinar = await planned(network, steward, theme, clock.now(), timedelta(days=3))
    assert await _sweep(network, clock, timedelta(days=2, hours=1)) == ["day"]
    await move(network, webinar.id, steward, "24 March 15:30", now=clock.now())
    assert await _states(network) == [("day", "waiting"), ("hour", "waiting")]
    async with network.write() as tx:  # as a webinar planned before there were reminders
        await tx.execute(delete(reminders).where(tx.mine(reminders)))
    assert await _sweep(network, clock, timedelta(days=1)) == ["day"]
    assert await _states(network) == [("day", "waiting"), ("hour", "waiting")]
    await cancel(network, webinar.id, steward, "", now=clock.now())
    assert await _states(network) == []
    assert await _sweep(network, clock, timedelta(days=30)) == ["day"]
