"""A policymaker's answer comes back: to the digest channels, and privately to those who raised the theme."""

from __future__ import annotations

from datetime import datetime

from archive import consent
from archive.digest.desk import keys_of
from archive.responses.answering import Taken, voices_behind
from bot.database.network import Network
from bot.database.transaction import Tx
from bot.house import House
from bot.notices.notices import Notices
from bot.outbox import Outbox
from bot.people.store import PeopleStore
from bot.visibility.admission.spaces import SpaceStore
from cogs.digest import render
from config.texts import texts_for

TELL = "digest.tell"


async def tell_response(house: House, network: Network, tx: Tx, taken: Taken, *, now: datetime) -> None:
    """Owe the answer to every digest channel and to each author whose yes still stands. Nothing for an old answer."""
    if not taken.is_new:
        return
    for space in await SpaceStore(tx).all("digest"):
        facts = {"response_id": taken.response_id, "channel_id": space.channel_id}
        await Outbox(tx).carry_out(TELL, facts, destination=f"channel:{space.channel_id}", now=now)
    voices = await voices_behind(tx, taken)
    found = await consent.still_publishable(tx, voices, key_of=keys_of(house, network))
    for person_id in sorted({each.person_id for each in found}):
        person = await PeopleStore(tx).person(person_id)
        if person is not None and person.state == "active":
            notice = render.response_notice(texts_for(person.locale), taken)
            await Notices(tx).tell(person_id, "digest.response", notice, now=now)
