"""What peer meetings put into a person's calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bot.calendar.entries import Entry
from bot.visibility.admission.access import Roster
from cogs.meetups.company import ahead, company_of
from cogs.meetups.store import MeetupStore

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from cogs.meetups.company import Company
    from cogs.meetups.model import Meetup

MOST = 60  # meetings of one meetup: more than a year of weeks


async def entries(tx: Tx, network: Network, person_id: int, *, since: datetime, until: datetime) -> Sequence[Entry]:
    """Return the meetings of what a person joined and may still come to, breaks and skipped ones left out."""
    joined = await MeetupStore(tx).of(person_id)
    roster = await Roster.read(tx, network.community) if joined else None
    found: list[Entry] = []
    for meetup in joined:
        company = await company_of(tx, network.community, meetup, roster)
        if company is not None and person_id in company.people:
            found += await entries_of(tx, meetup, company, since=since, until=until)
    return found


async def entries_of(tx: Tx, meetup: Meetup, company: Company, *, since: datetime, until: datetime) -> Sequence[Entry]:
    """Return the meetings of one meetup as entries."""
    found = await ahead(tx, meetup, company, since=since, most=MOST)
    return [
        Entry(
            f"meetup:{meetup.id}:{day}", "peers", at, meetup.lasts, meetup.title, meetup.changed_at, meetup.channel_id
        )
        for day, at in found
        if at < until
    ]
