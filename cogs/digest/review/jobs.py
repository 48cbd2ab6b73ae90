"""Reviewers are told once a day that words wait for them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from archive.consent import waiting_for
from archive.consent.panel import ReviewPanel
from bot.notices import Notices
from bot.people.school import school_calendar
from bot.people.store import PeopleStore
from bot.pulse import Sweep
from cogs.digest.review import render
from config.texts import texts_for

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House


async def remind_reviewers(_house: House, network: Network, now: datetime) -> None:
    """Tell each reviewer once a day how many texts wait. Nobody is told to review in a school break."""
    async with network.write() as tx:
        if (await school_calendar(tx, network.community)).is_paused(now):
            return
        panel = await ReviewPanel.load(tx)
        for reviewer_id in sorted(panel.stewards):
            reviewer = await PeopleStore(tx).person(reviewer_id)
            waiting = await waiting_for(tx, reviewer_id, panel=panel)
            if reviewer is not None and waiting:
                card = render.review_notice(texts_for(reviewer.locale), len(waiting))
                key = f"sharing.review:{reviewer_id}:{now:%Y-%m-%d}"
                await Notices(tx).tell(reviewer_id, "sharing.review", card, now=now, key=key)


SWEEPS = (Sweep("digest.remind_reviewers", every=timedelta(hours=1), run=remind_reviewers),)
