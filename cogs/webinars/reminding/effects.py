"""Posting a reminder: looked at once more, because it may have waited for Discord until it is of no use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.outbox import Effect
from bot.ui.effects import post
from cogs.webinars.proposing.store import ProposalStore
from cogs.webinars.reminding.render import reminder
from cogs.webinars.reminding.rules import is_pointless
from cogs.webinars.store import WebinarStore
from config.texts import texts_for

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

REMIND = "webinars.remind"


async def remind(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Post a reminder in the thread or the room, unless the webinar was moved or cancelled, or has begun."""
    async with network.read() as tx:
        webinar = await WebinarStore(tx).webinar(facts["webinar_id"])
        proposal = await ProposalStore(tx).of_webinar(facts["webinar_id"]) if facts["for_team"] else None
    if webinar is None or webinar.is_cancelled or webinar.starts_at.isoformat() != facts["starts_at"]:
        return
    if is_pointless(facts["kind"], webinar.starts_at, house.clock.now()):
        return
    guild = house.guild(network)
    t = texts_for(str(guild.preferred_locale) if guild is not None else "en")
    card = reminder(t, webinar, proposal, safety_line=network.community.safety.line)
    await post(house, network, {**facts, "card": card.to_json()})


EFFECTS = {REMIND: Effect(remind)}
