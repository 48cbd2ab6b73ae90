"""Whose turn it is to host, one transaction each: told privately, and able to hand it on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from bot.errors import Gone
from bot.notices import Notices
from cogs.meetups import notice_cards
from cogs.meetups.company import Company, company_of
from cogs.meetups.meetings import MeetingStore
from cogs.meetups.model import Meeting, Meetup
from cogs.meetups.rules import HasHost, NobodyElse, NotAmong, next_host
from cogs.meetups.store import MeetupStore
from config.texts import texts_for

if TYPE_CHECKING:
    from bot.database.transaction import Tx
    from config.community import Community

TURN = "meetups.turn"


async def choose(
    tx: Tx, meetup: Meetup, meeting: Meeting, company: Company, *, now: datetime, but: Collection[int] = ()
) -> int | None:
    """Give the turn to whoever is next, tell them, and return who it is; None where nobody is."""
    person_id = next_host(company.members, but=but)
    await MeetingStore(tx).host(meeting.id, person_id)
    if person_id is None:
        return None
    await MeetupStore(tx).turn(meetup.id, person_id, at=meeting.starts_at)
    card = notice_cards.your_turn(texts_for(company.people[person_id].locale), meetup, meeting)
    await Notices(tx).tell(person_id, TURN, card, now=now, key=turn_key(meeting, person_id))
    return person_id


async def hand_on(tx: Tx, community: Community, meeting_id: int, person_id: int, *, now: datetime) -> Meeting:
    """Pass a person's turn to the next who has not had it; raises `Gone` where it is not theirs, `NobodyElse`."""
    meetup, meeting, company = await _ahead(tx, community, meeting_id, now)
    if meeting.host_id != person_id:
        raise Gone
    had_it = {each.person_id for each in company.members if each.turn_at == meeting.starts_at}
    if await choose(tx, meetup, meeting, company, now=now, but=had_it | {person_id}) is None:
        raise NobodyElse
    return meeting


async def take(tx: Tx, community: Community, meeting_id: int, person_id: int, *, now: datetime) -> Meeting:
    """Let somebody who comes host a meeting that nobody hosts; raises `HasHost`, `NotAmong` or `Gone`."""
    meetup, meeting, company = await _ahead(tx, community, meeting_id, now)
    if person_id not in company.people:
        raise NotAmong
    if meeting.host_id is not None and meeting.host_id != person_id and meeting.host_id in company.people:
        raise HasHost
    await MeetingStore(tx).host(meeting.id, person_id)
    await MeetupStore(tx).turn(meetup.id, person_id, at=meeting.starts_at)
    return meeting


async def replace_host(tx: Tx, community: Community, meetup: Meetup, person_id: int, *, now: datetime) -> None:
    """Find another host for what a person who leaves was to host."""
    company = await company_of(tx, community, meetup)
    for meeting in await MeetingStore(tx).since(meetup.id, now):
        if meeting.host_id == person_id:
            await Notices(tx).retract(turn_key(meeting, person_id))
            if company is not None:
                await choose(tx, meetup, meeting, company, now=now, but={person_id})


def turn_key(meeting: Meeting, person_id: int) -> str:
    """Return the key under which somebody is told that a meeting is theirs to host."""
    return f"{TURN}:{meeting.id}:{person_id}"


async def _ahead(tx: Tx, community: Community, meeting_id: int, now: datetime) -> tuple[Meetup, Meeting, Company]:
    """Return a meeting that is still to come, with its meetup and company; raises `Gone`."""
    meeting = await MeetingStore(tx).get(meeting_id)
    meetup = await MeetupStore(tx).get(meeting.meetup_id) if meeting is not None else None
    company = await company_of(tx, community, meetup) if meetup is not None else None
    if meeting is None or meetup is None or company is None or meeting.is_skipped or meeting.starts_at <= now:
        raise Gone
    return meetup, meeting, company
