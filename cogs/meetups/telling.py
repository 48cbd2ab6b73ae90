"""What is owed for meetings: announced, reminded of, late ones once, pointless ones not at all."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.notices import Notices
from bot.outbox import Outbox
from cogs.meetups import notice_cards, render
from cogs.meetups.company import Company, company_of
from cogs.meetups.hosting import choose
from cogs.meetups.meetings import MeetingStore
from cogs.meetups.model import DueKind, Meeting, Meetup
from cogs.meetups.rules import worth_telling
from cogs.meetups.store import MeetupStore
from config.texts import texts_for

if TYPE_CHECKING:
    from bot.database.transaction import Tx
    from bot.visibility.admission.access import Roster
    from config.community import Community
    from config.texts import Texts

SOON = "meetups.soon"


async def tell_due(
    tx: Tx, community: Community, meeting_id: int, t: Texts, *, now: datetime, roster: Roster | None = None
) -> DueKind | None:
    """Settle all that is due for a meeting and tell the last of it; return what was told.

    In one transaction with what is told: whatever stops the machine, it is told once.
    """
    store = MeetingStore(tx)
    due = (await store.due(now, only=meeting_id)).get(meeting_id)
    meeting = await store.get(meeting_id)
    if not due or meeting is None:
        return None
    await store.settle(meeting_id, now=now)
    kind = worth_telling(due, starts_at=meeting.starts_at, now=now)
    meetup = await MeetupStore(tx).get(meeting.meetup_id)
    company = await company_of(tx, community, meetup, roster) if meetup is not None else None
    if kind is None or meetup is None or company is None:
        return None
    host = meeting.host_id if meeting.host_id in company.people else None
    host = host or await choose(tx, meetup, meeting, company, now=now)
    if kind == "hour":
        await _remind(tx, meetup, meeting, company, host, now=now)
    else:
        account = company.people[host].account_id if host is not None else None
        card = render.announced(t, meetup, meeting, host=account)
        await Outbox(tx).post(meetup.channel_id, card, now=now, key=f"meetups.{kind}:{meeting.id}")
    return kind


async def _remind(
    tx: Tx, meetup: Meetup, meeting: Meeting, company: Company, host: int | None, *, now: datetime
) -> None:
    for person in company.people.values():
        card = notice_cards.reminder(texts_for(person.locale), meetup, meeting, hosts=person.id == host)
        await Notices(tx).tell(person.id, SOON, card, now=now, key=f"{SOON}:{meeting.id}:{person.id}")
