"""What sharing looks after by itself: unanswered offers, and words that nobody may review yet."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from archive.consent import ask_reviews
from archive.consent.store import ConsentStore
from bot.notices import Notices
from bot.people.store import PeopleStore
from bot.pulse import Sweep
from cogs.sharing import render
from config.texts import texts_for

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.house import House

OFFER_DAYS = 7  # an offer holds what was typed, sealed: unanswered, it is forgotten


async def tidy(_house: House, network: Network, now: datetime) -> None:
    """Forget old offers, in breaks too (what is sealed is kept no longer), and begin reviews that are possible now."""
    async with network.write() as tx:
        store = ConsentStore(tx)
        for each in await store.in_states(["offered"]):
            if now - each.changed_at > timedelta(days=OFFER_DAYS):
                await store.remove(each.id)
        for each in await ask_reviews(tx, now=now):
            if each.person_id is not None:
                card = render.moved_notice(texts_for(await _locale(tx, each.person_id)))
                await Notices(tx).tell(each.person_id, "sharing.moved", card, now=now)


async def _locale(tx: Tx, person_id: int) -> str:
    person = await PeopleStore(tx).person(person_id)
    return person.locale if person is not None else "en"


SWEEPS = (Sweep("sharing.tidy", every=timedelta(hours=1), run=tidy),)
