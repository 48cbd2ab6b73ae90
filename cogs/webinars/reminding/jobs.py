"""Looking for reminders that are due."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.outbox import Outbox
from bot.pulse import Sweep
from cogs.webinars.proposing.store import ProposalStore
from cogs.webinars.reminding.effects import REMIND
from cogs.webinars.reminding.rules import is_pointless
from cogs.webinars.reminding.store import Reminder, ReminderStore
from cogs.webinars.store import WebinarStore
from cogs.webinars.telling import place_for

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.house import House


async def remind(_house: House, network: Network, now: datetime) -> None:
    """Owe the posts of reminders that are due; a late one once, a pointless one not at all."""
    async with network.read() as tx:
        if not await ReminderStore(tx).due(now) and not await ReminderStore(tx).unplanned(now):
            return
    async with network.write() as tx:
        for webinar_id, starts_at in await ReminderStore(tx).unplanned(now):
            await ReminderStore(tx).plan(webinar_id, starts_at, now=now)
        for reminder in await ReminderStore(tx).due(now):
            await _owe(tx, reminder, now)


async def _owe(tx: Tx, reminder: Reminder, now: datetime) -> None:
    webinar = await WebinarStore(tx).webinar(reminder.webinar_id)
    if webinar is None or webinar.is_cancelled or is_pointless(reminder.kind, webinar.starts_at, now):
        await ReminderStore(tx).claim(reminder.id, "pointless")
        return
    if not await ReminderStore(tx).claim(reminder.id, "sent"):
        return
    proposal = await ProposalStore(tx).of_webinar(webinar.id)
    thread_id = proposal.thread_id if proposal is not None else None
    for place in {thread_id, await place_for(tx, webinar.audience)} - {None}:
        facts = {
            "webinar_id": webinar.id,
            "kind": reminder.kind,
            "starts_at": webinar.starts_at.isoformat(),
            "channel_id": place,
            "for_team": place == thread_id,
        }
        key = f"{REMIND}:{reminder.id}:{place}"
        await Outbox(tx).carry_out(REMIND, facts, destination=f"channel:{place}", now=now, key=key)


SWEEPS = (Sweep("webinars.remind", every=timedelta(minutes=1), run=remind),)
