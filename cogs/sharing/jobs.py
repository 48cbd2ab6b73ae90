"""What sharing looks after by itself: unanswered offers, words nobody may review yet, reviewers who may not know."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from archive.consent import ask_reviews, waiting_for
from archive.consent.panel import ReviewPanel
from archive.consent.store import ConsentStore
from bot.notices import Notices
from bot.people.school import school_calendar
from bot.people.store import PeopleStore
from bot.pulse import Sweep
from cogs.sharing import render, review_cards
from config.texts import texts_for

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.house import House

OFFER_DAYS = 7  # an offer holds what was typed, sealed: unanswered, it is forgotten


async def tidy(house: House, network: Network, now: datetime) -> None:  # noqa: ARG001 -- a sweep's signature
    """Forget old offers, begin reviews that have become possible, tell reviewers once a day that something waits.

    Nobody is told to review in a school break. Offers are forgotten all the same: what is sealed is kept no longer.
    """
    async with network.write() as tx:
        store = ConsentStore(tx)
        for each in await store.in_states(["offered"]):
            if now - each.changed_at > timedelta(days=OFFER_DAYS):
                await store.remove(each.id)
        for each in await ask_reviews(tx, now=now):
            if each.person_id is not None:
                card = render.moved_notice(texts_for(await _locale(tx, each.person_id)))
                await Notices(tx).tell(each.person_id, "sharing.moved", card, now=now)
        if not (await school_calendar(tx, network.community)).is_paused(now):
            await _remind_reviewers(tx, now)


async def _remind_reviewers(tx: Tx, now: datetime) -> None:
    panel = await ReviewPanel.load(tx)
    for reviewer_id in sorted(panel.stewards):
        if waiting := await waiting_for(tx, reviewer_id, panel=panel):
            card = review_cards.review_notice(texts_for(await _locale(tx, reviewer_id)), len(waiting))
            key = f"sharing.review:{reviewer_id}:{now:%Y-%m-%d}"
            await Notices(tx).tell(reviewer_id, "sharing.review", card, now=now, key=key)


async def _locale(tx: Tx, person_id: int) -> str:
    person = await PeopleStore(tx).person(person_id)
    return person.locale if person is not None else "en"


SWEEPS = (Sweep("sharing.tidy", every=timedelta(hours=1), run=tidy),)
