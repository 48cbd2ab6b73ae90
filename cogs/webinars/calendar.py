"""What webinars put into a person's calendar: those they said yes to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.calendar.entries import Entry
from bot.database.schema.webinars import attendances
from bot.people.rules import audiences
from bot.people.standing import graph_around
from bot.people.store import PeopleStore
from cogs.webinars.rules import may_come
from cogs.webinars.store import WebinarStore

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx


async def entries(tx: Tx, network: Network, person_id: int, *, since: datetime, until: datetime) -> Sequence[Entry]:
    """Return the webinars a person said they come to and may still come to; those called off are left out."""
    said = select(attendances.c.webinar_id, attendances.c.promised_at).where(tx.mine(attendances))
    promised = {
        row.webinar_id: row.promised_at for row in await tx.rows(said.where(attendances.c.person_id == person_id))
    }
    person = await PeopleStore(tx).person(person_id)
    if not promised or person is None:
        return []
    own = audiences(person, await graph_around(tx, person), network.community)
    return [
        Entry(
            key=f"webinar:{each.id}",
            kind="webinar",
            starts_at=each.starts_at,
            lasts=timedelta(minutes=each.minutes),
            title=each.title,
            changed_at=promised[each.id],
            channel_id=each.channel_id,
            sequence=each.sequence,
        )
        for each in await WebinarStore(tx).since(since)
        if each.id in promised and each.starts_at < until and may_come(each, own) and not each.is_cancelled
    ]
