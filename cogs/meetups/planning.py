"""Changing, skipping and ending a meetup, one transaction each; each keeps the next meeting planned."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.errors import Gone
from bot.notices import Notices
from bot.outbox import Outbox
from bot.people.store import PeopleStore
from bot.visibility.admission.access import Roster
from cogs.meetups import render
from cogs.meetups.company import Company, ahead, company_of, may_come
from cogs.meetups.hosting import choose, turn_key
from cogs.meetups.meetings import MeetingStore
from cogs.meetups.model import Meeting, Meetup, Plan
from cogs.meetups.rules import NoMeetingThen, NotHere, NotYours, dues_of, may_change
from cogs.meetups.store import MeetupStore

if TYPE_CHECKING:
    from bot.database.transaction import Tx
    from bot.people.model import Person
    from config.community import Community
    from config.texts import Texts


async def plan_next(
    tx: Tx, community: Community, meetup: Meetup, *, now: datetime, roster: Roster | None = None
) -> Meeting | None:
    """Let exactly the next meeting be planned, and return it; what was planned and is not next is dropped.

    A meetup whose space is gone ends. Give the `roster` to read it once for many.
    """
    store, company = MeetingStore(tx), await company_of(tx, community, meetup, roster)
    if company is None:
        await _close(tx, meetup, now=now)
        return None
    coming = await ahead(tx, meetup, company, since=now, most=1)
    planned = [each for each in await store.since(meetup.id, now) if not each.is_skipped]
    for meeting in planned:
        if (meeting.day, meeting.starts_at) not in coming:
            await _drop(tx, meeting)
    kept = [each for each in planned if (each.day, each.starts_at) in coming]
    if kept or not coming:
        return kept[0] if kept else None
    [(day, at)] = coming
    return await store.add(meetup.id, day, at, dues_of(at))


async def skip(
    tx: Tx, community: Community, meetup: Meetup, person: Person, on: date | None, t: Texts, *, now: datetime
) -> tuple[Meeting, Meeting | None]:
    """Call off one meeting, the next or that of a day; return it and the one that is next then.

    Raises `NotYours` or `NoMeetingThen`.
    """
    company = await check_may_change(tx, community, meetup, person, now=now)
    coming = await ahead(tx, meetup, company, since=now)
    found = next(((day, at) for day, at in coming if on in (None, day)), None)
    if found is None:
        raise NoMeetingThen(", ".join(day.isoformat() for day, _ in coming))
    skipped = await MeetingStore(tx).skip(meetup.id, *found)
    await _retract(tx, skipped)
    following = await plan_next(tx, community, meetup, now=now)
    card = render.skipped(t, meetup, skipped, following)
    await Outbox(tx).post(meetup.channel_id, card, now=now)
    return skipped, following


async def unskip(tx: Tx, community: Community, meeting_id: int, person: Person, t: Texts, *, now: datetime) -> Meeting:
    """Hold a meeting after all that was called off and is still to come; raises `Gone` or `NotYours`."""
    meeting = await MeetingStore(tx).get(meeting_id)
    meetup = await MeetupStore(tx).get(meeting.meetup_id) if meeting is not None else None
    if meeting is None or meetup is None or not meeting.is_skipped or meeting.starts_at <= now:
        raise Gone
    await check_may_change(tx, community, meetup, person, now=now)
    await MeetingStore(tx).drop(meeting.id)
    following = await plan_next(tx, community, meetup, now=now)
    await tell_space(tx, community, meetup, following, t, now=now)
    return meeting


async def change(
    tx: Tx, community: Community, meetup: Meetup, person: Person, plan: Plan, t: Texts, *, now: datetime
) -> Meeting | None:
    """Give a meetup another plan, tell the space, and return its next meeting; raises `NotYours`."""
    await check_may_change(tx, community, meetup, person, now=now)
    await MeetupStore(tx).change(meetup.id, plan, now=now)
    changed = await MeetupStore(tx).get(meetup.id) or meetup
    for meeting in await MeetingStore(tx).since(meetup.id, now):
        await _drop(tx, meeting)  # what was called off was called off of another plan
    following = await plan_next(tx, community, changed, now=now)
    await tell_space(tx, community, changed, following, t, now=now, is_new=False)
    return following


async def end(tx: Tx, community: Community, meetup: Meetup, person: Person, t: Texts, *, now: datetime) -> None:
    """End a meetup for everybody and tell the space; raises `NotYours`."""
    await check_may_change(tx, community, meetup, person, now=now)
    await _close(tx, meetup, now=now)
    await Outbox(tx).post(meetup.channel_id, render.ended(t, meetup), now=now, key=f"meetups.ended:{meetup.id}")


async def check_may_change(tx: Tx, community: Community, meetup: Meetup, person: Person, *, now: datetime) -> Company:
    """Return who comes; raises `NotYours` where a person may not decide for them, `NotHere` where the space is gone."""
    company, roster = await company_of(tx, community, meetup), await Roster.read(tx, community)
    if company is None:
        raise NotHere
    steward = await PeopleStore(tx).is_steward(person.id) and may_come(person, company.space, roster, is_there=False)
    planned = [each for each in await MeetingStore(tx).since(meetup.id, now) if not each.is_skipped]
    host = planned[0].host_id if planned else None
    if not may_change(meetup, person.id, host_id=host, members=set(company.people), steward=steward):
        raise NotYours
    return company


async def tell_space(
    tx: Tx,
    community: Community,
    meetup: Meetup,
    meeting: Meeting | None,
    t: Texts,
    *,
    now: datetime,
    is_new: bool = True,
) -> None:
    """Tell the space at once how it meets now; what that says is not announced again."""
    host = None
    company = await company_of(tx, community, meetup)
    if meeting is not None and company is not None:
        due = await MeetingStore(tx).due(now, only=meeting.id)
        if due:
            host = meeting.host_id or await choose(tx, meetup, meeting, company, now=now)
            await MeetingStore(tx).settle(meeting.id, now=now)
    card = render.begun(t, meetup, meeting, host=_account(company, host), is_new=is_new)
    await Outbox(tx).post(meetup.channel_id, card, now=now)


def _account(company: Company | None, person_id: int | None) -> int | None:
    person = company.people.get(person_id or 0) if company is not None else None
    return person.account_id if person is not None else None


async def _close(tx: Tx, meetup: Meetup, *, now: datetime) -> None:
    for meeting in await MeetingStore(tx).since(meetup.id, now):
        await _drop(tx, meeting)
    await MeetupStore(tx).end(meetup.id, now=now)


async def _drop(tx: Tx, meeting: Meeting) -> None:
    await _retract(tx, meeting)
    await MeetingStore(tx).drop(meeting.id)


async def _retract(tx: Tx, meeting: Meeting) -> None:
    if meeting.host_id is not None:
        await Notices(tx).retract(turn_key(meeting, meeting.host_id))
