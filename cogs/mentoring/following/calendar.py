"""What a pair puts into the calendar of one of the two: the meetings they noted, while the pair goes on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.calendar.entries import Entry
from bot.people.store import PeopleStore
from cogs.mentoring.following.noting import noted_by
from cogs.mentoring.store import MentoringStore
from config.texts import texts_for

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx


async def entries(
    tx: Tx,
    network: Network,  # noqa: ARG001 -- the interface of every feature
    person_id: int,
    *,
    since: datetime,
    until: datetime,
) -> Sequence[Entry]:
    """Return the meetings with the partners of open pairs that a person put into their calendar."""
    store, found = MentoringStore(tx), []
    pairs = {pair.id: pair for pair in await store.pairs_of(person_id, ("open",))}
    people = {person.id: person for person in await PeopleStore(tx).people()} if pairs else {}
    for row in await noted_by(tx, person_id):
        pair = pairs.get(row.pair_id)
        if pair is None or not since < row.starts_at < until:
            continue
        partner, me = people[pair.partner_of(person_id)], people[person_id]
        t = texts_for(me.locale)
        title = t("Mentoring with {name}", name=partner.name)
        lasts, key = timedelta(minutes=row.minutes), f"pair:{pair.id}:{row.starts_at.isoformat()}"
        found.append(Entry(key, "peers", row.starts_at, lasts, title, row.noted_at, pair.channel_id))
    return found
