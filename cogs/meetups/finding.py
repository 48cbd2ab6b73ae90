"""Which meetup somebody means, and those that are theirs to see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.database.ids import read_id
from bot.errors import Gone
from bot.visibility.admission.access import Roster
from bot.visibility.admission.spaces import SpaceStore
from cogs.meetups.company import is_open, may_come
from cogs.meetups.meetings import MeetingStore
from cogs.meetups.render import Listed
from cogs.meetups.rules import NoneHere, WhichMeetup
from cogs.meetups.store import MeetupStore

if TYPE_CHECKING:
    from datetime import datetime

    from bot.database.transaction import Tx
    from bot.people.model import Person
    from cogs.meetups.model import Meetup
    from config.community import Community


async def meetup_meant(tx: Tx, written: str, channel_id: int) -> Meetup:
    """Return the meetup an option or a button names, or the only one of the place.

    Raises `NoneHere`, `WhichMeetup` or `Gone`.
    """
    if written:
        found = await MeetupStore(tx).get(read_id(written))
        if found is None:
            raise Gone
        return found
    here = await MeetupStore(tx).at(channel_id)
    if not here:
        raise NoneHere
    if len(here) > 1:
        raise WhichMeetup(len(here))
    return here[0]


async def seen_by(tx: Tx, community: Community, person: Person, channel_id: int) -> Sequence[Meetup]:
    """Return the meetups a person may come to, those of this place first; of threads, this one and those joined."""
    roster, mine = await Roster.around(tx, community, person), {each.id for each in await MeetupStore(tx).of(person.id)}
    spaces = {space.channel_id: space for space in await SpaceStore(tx).all()}
    found = []
    for meetup in await MeetupStore(tx).all():
        space = spaces.get(meetup.channel_id)
        is_there = meetup.channel_id == channel_id or meetup.id in mine
        if space is not None and is_open(space, roster) and may_come(person, space, roster, is_there=is_there):
            found.append(meetup)
    return sorted(found, key=lambda each: (each.channel_id != channel_id, each.id not in mine))


async def listed_for(tx: Tx, community: Community, person: Person, channel_id: int, now: datetime) -> Sequence[Listed]:
    """Return what a person may come to, with the next meeting of each and whether they come."""
    mine = {each.id for each in await MeetupStore(tx).of(person.id)}
    seen = await seen_by(tx, community, person, channel_id)
    coming = await MeetingStore(tx).next_of([meetup.id for meetup in seen], now)
    return [Listed(meetup, coming.get(meetup.id), meetup.id in mine) for meetup in seen]
