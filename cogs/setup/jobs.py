"""The look at what did not go out: stewards learn of it, each once for each new failure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from archive.bounces.addressees import addressees
from bot.notices import Notices
from bot.outbox.ledger import Ledger
from bot.people.store import PeopleStore
from bot.pulse import Sweep
from cogs.setup.undelivered import stuck_card
from config.texts import texts_for

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House


async def tell_what_is_stuck(_house: House, network: Network, now: datetime) -> None:
    """Tell the stewards what did not go out and has not been decided about."""
    async with network.read() as tx:
        if (await Ledger(tx).stuck()).newest is None:
            return
    async with network.write() as tx:
        stuck, people = await Ledger(tx).stuck(), PeopleStore(tx)
        unsent = await Ledger(tx).unsent_mails()
        for person_id in sorted(await people.stewards()):
            person = await people.person(person_id)
            if person is not None and person.state == "active" and stuck.newest is not None:
                tried = int(stuck.tried.timestamp()) if stuck.tried else 0
                key = f"undelivered:{stuck.newest}:{tried}:{person_id}"
                t = texts_for(person.locale)
                names = await addressees(tx, t) if unsent else {}
                card = stuck_card(stuck, stuck.newest, unsent, names, t)
                await Notices(tx).tell(person_id, "setup.undelivered", card, now=now, key=key)


SWEEPS = (Sweep("setup.undelivered", every=timedelta(minutes=15), run=tell_what_is_stuck),)
