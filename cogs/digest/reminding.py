"""Stewards are told of an edition that waits for their yes, and reminded while it waits."""

from __future__ import annotations

from datetime import datetime

from archive.digest.approving import yeses
from archive.digest.store import KeptEdition
from bot.database.transaction import Tx
from bot.notices.notices import Notices
from bot.people.store import PeopleStore
from cogs.digest import render
from config.texts import texts_for


async def remind_stewards(tx: Tx, kept: KeptEdition, *, now: datetime, key: str, is_last: bool = False) -> None:
    """Tell every steward who has not said yes to a built edition that it waits, once for each `key`."""
    given = await yeses(tx, kept.id)
    for person_id in sorted(await PeopleStore(tx).stewards() - set(given)):
        person = await PeopleStore(tx).person(person_id)
        if person is not None and person.state == "active":
            card = render.waiting(texts_for(person.locale), kept.month, has_a_yes=bool(given), is_last=is_last)
            once = f"digest.waiting:{kept.id}:{kept.built_at:%Y-%m-%dT%H:%M}:{key}:{person_id}"
            await Notices(tx).tell(person_id, "digest.waiting", card, now=now, key=once)
