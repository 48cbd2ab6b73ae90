"""Proposing a webinar: the row, and what the outside world is owed for it."""

from __future__ import annotations

from datetime import datetime

from archive.issues.readers import themes_for
from bot.database.network import Network
from bot.errors import Gone
from bot.outbox import Outbox
from bot.people.model import Person
from bot.visibility.spaces import AUDIENCES, SpaceStore
from cogs.webinars.model import Plan
from cogs.webinars.rules import NoVoiceChannel, check_plan
from cogs.webinars.store import WebinarStore

SCHEDULE = "webinars.schedule"


async def propose(network: Network, proposer: Person, plan: Plan, *, now: datetime) -> int:
    """Keep a plan as a webinar, have it scheduled on Discord, and return its id.

    Raises what `check_plan` raises, `Gone` for a theme that the proposer may not see or that has ended, and
    `NoVoiceChannel`.
    """
    checked = check_plan(plan)
    audience = next(each for each in AUDIENCES if each == checked.audience)
    async with network.write() as tx:
        if checked.theme_id not in {theme.id for theme in await themes_for(tx, proposer.id)}:
            raise Gone
        if await SpaceStore(tx).first("voice", audience) is None:
            raise NoVoiceChannel(audience)
        webinar_id = await WebinarStore(tx).propose(checked, proposer.id, now=now)
        facts, place = {"webinar_id": webinar_id}, f"webinar:{webinar_id}"
        await Outbox(tx).carry_out(SCHEDULE, facts, destination=place, now=now, key=f"{SCHEDULE}:{webinar_id}")
    return webinar_id
