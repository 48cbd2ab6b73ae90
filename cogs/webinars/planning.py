"""A webinar gets its date: the row, its reminders, and what the outside world is owed for it."""

from __future__ import annotations

from datetime import datetime

from bot.database.network import Network
from bot.database.transaction import Tx
from bot.outbox import Outbox
from bot.people.model import Person
from bot.visibility.admission.spaces import SpaceStore
from cogs.webinars.model import Plan
from cogs.webinars.proposing.proposing import check_theme
from cogs.webinars.reminding.store import ReminderStore
from cogs.webinars.rules import NoVoiceChannel, check_plan
from cogs.webinars.standing import audience_named
from cogs.webinars.store import WebinarStore

SCHEDULE = "webinars.schedule"


async def propose(network: Network, proposer: Person, plan: Plan, *, now: datetime) -> int:
    """Keep a plan whose time is settled as a webinar, have it scheduled on Discord, and return its id.

    Raises what `check_plan` and `check_theme` raise, and `NoVoiceChannel`.
    """
    checked = check_plan(plan)
    async with network.write() as tx:
        await check_theme(tx, checked.theme_id, proposer.id)
        return await plan_webinar(tx, checked, proposer.id, now=now)


async def plan_webinar(tx: Tx, plan: Plan, proposer_id: int | None, *, now: datetime) -> int:
    """Keep a checked plan and what is owed for it; raises `NoVoiceChannel`."""
    if await SpaceStore(tx).first("voice", audience_named(plan.audience)) is None:
        raise NoVoiceChannel(plan.audience)
    webinar_id = await WebinarStore(tx).propose(plan, proposer_id, now=now)
    await ReminderStore(tx).plan(webinar_id, plan.starts_at, now=now)
    await owe_event(tx, webinar_id, now)
    return webinar_id


async def owe_event(tx: Tx, webinar_id: int, now: datetime) -> None:
    """Owe that Discord's event says what the webinar's row says, whatever that is by then."""
    facts, place = {"webinar_id": webinar_id}, f"webinar:{webinar_id}"
    await Outbox(tx).carry_out(SCHEDULE, facts, destination=place, now=now)
