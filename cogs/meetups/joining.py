"""Starting a meetup, coming to it and leaving it, one transaction each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.errors import Gone
from bot.visibility.admission.access import Roster
from bot.visibility.admission.circles import CircleStore
from bot.visibility.admission.spaces import SpaceStore
from cogs.meetups.company import is_open, may_come
from cogs.meetups.hosting import replace_host
from cogs.meetups.model import Meetup, Plan
from cogs.meetups.planning import plan_next, tell_space
from cogs.meetups.rules import MOST_IN_SPACE, EnoughHere, NotAmong, NotHere
from cogs.meetups.store import MeetupStore

if TYPE_CHECKING:
    from bot.database.transaction import Tx
    from bot.people.model import Person
    from config.community import Community
    from config.texts import Texts


@dataclass(frozen=True)
class Here:
    """The space somebody speaks from, whoever they are, and the words its members read."""

    channel_id: int
    t: Texts


async def start(tx: Tx, community: Community, person: Person, here: Here, plan: Plan, *, now: datetime) -> Meetup:
    """Start a meetup, its starter the first member and host, and tell the space; of a circle, everybody is in.

    Raises `NotHere` or `EnoughHere`.
    """
    roster, space = await Roster.read(tx, community), await SpaceStore(tx).by_channel(here.channel_id)
    if space is None or not is_open(space, roster) or not may_come(person, space, roster, is_there=True):
        raise NotHere
    if len(await MeetupStore(tx).at(here.channel_id)) >= MOST_IN_SPACE:
        raise EnoughHere
    circle = await CircleStore(tx).at(here.channel_id)
    others = [each for each in circle.person_ids if each != person.id] if circle is not None else []
    meetup = await _begin(tx, here, plan, [person.id, *others], starter_id=person.id, now=now)
    meeting = await plan_next(tx, community, meetup, now=now)
    await tell_space(tx, community, meetup, meeting, here.t, now=now)
    return meetup


async def join(tx: Tx, community: Community, meetup: Meetup, person: Person, channel_id: int, *, now: datetime) -> None:
    """Let a person come, twice as once; raises `NotHere` where the space is not theirs."""
    roster, space = await Roster.read(tx, community), await SpaceStore(tx).by_channel(meetup.channel_id)
    is_there = channel_id == meetup.channel_id
    if space is None or not is_open(space, roster) or not may_come(person, space, roster, is_there=is_there):
        raise NotHere
    await MeetupStore(tx).join(meetup.id, person.id, now=now)
    await plan_next(tx, community, meetup, now=now, roster=roster)  # whose days off count has changed


async def leave(tx: Tx, community: Community, meetup: Meetup, person: Person, *, now: datetime) -> None:
    """Let a person come no more, and somebody else host in their place; raises `NotAmong`."""
    if not await MeetupStore(tx).leave(meetup.id, person.id):
        raise NotAmong
    await replace_host(tx, community, meetup, person.id, now=now)
    await plan_next(tx, community, meetup, now=now)


async def _begin(
    tx: Tx, here: Here, plan: Plan, person_ids: Sequence[int], *, starter_id: int | None, now: datetime
) -> Meetup:
    """Keep a checked plan with its first members."""
    store = MeetupStore(tx)
    meetup_id = await store.add(here.channel_id, starter_id, plan, now=now)
    for person_id in person_ids:
        await store.join(meetup_id, person_id, now=now)
    meetup = await store.get(meetup_id)
    if meetup is None:
        raise Gone
    return meetup
