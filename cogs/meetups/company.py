"""Who comes to a meetup as the roster stands now, and when it meets next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING

from bot.people.school import school_of
from bot.people.sites import SiteStore
from bot.visibility.admission.access import Roster, may_read
from bot.visibility.admission.spaces import Space, SpaceStore
from cogs.meetups.meetings import MeetingStore
from cogs.meetups.model import Meetup, Member
from cogs.meetups.rules import MEETS_IN, is_resting
from cogs.meetups.store import MeetupStore

if TYPE_CHECKING:
    from bot.calendar.school import SchoolCalendar
    from bot.database.transaction import Tx
    from bot.people.model import Person
    from config.community import Community

SHOWN = 5  # meetings that are named ahead


@dataclass(frozen=True)
class Company:
    """Those who joined and may still come, in the order they joined, and the days their districts have off."""

    space: Space
    members: Sequence[Member]
    people: Mapping[int, Person]
    school: SchoolCalendar
    districts: Sequence[str | None]


async def company_of(tx: Tx, community: Community, meetup: Meetup, roster: Roster | None = None) -> Company | None:
    """Return who comes now; None where its space is gone or closed. Give the `roster` to read it once for many.

    Left out are those who may not read the space any more, and those above another of them, however they joined.
    """
    roster = roster or await Roster.read(tx, community)
    space = await SpaceStore(tx).by_channel(meetup.channel_id)
    if not is_open(space, roster) or space is None:
        return None
    members = await MeetupStore(tx).members(meetup.id)
    known = {person.id: person for person in roster.people}
    joined = [each for each in members if _is_in(known.get(each.person_id), space, roster)]
    ids = frozenset(each.person_id for each in joined)
    stay = [each for each in joined if not _above(roster, each.person_id) & ids]
    sites = {site.id: site for site in await SiteStore(tx).all()}
    placed = [sites.get(known[each.person_id].site_id or 0) for each in stay]
    districts = [(site.district or None) if site is not None else None for site in placed]
    people = {each.person_id: known[each.person_id] for each in stay}
    return Company(space, stay, people, school_of(community, sites.values()), districts)


async def ahead(
    tx: Tx, meetup: Meetup, company: Company, *, since: datetime, most: int = SHOWN
) -> Sequence[tuple[date, datetime]]:
    """Return the next meetings after an instant, day and instant: breaks and what was called off left out."""
    off = {each.day for each in await MeetingStore(tx).since(meetup.id, since) if each.is_skipped}
    found = (
        (day, at)
        for day, at in meetup.repeat.occurrences(since)
        if at > since and day not in off and not is_resting(day, company.school, company.districts)
    )
    return list(islice(found, most))


def is_open(space: Space | None, roster: Roster) -> bool:
    """Say whether people can gather in a space: of the right kind, and not closed."""
    if space is None or space.kind not in MEETS_IN:
        return False
    room = roster.room_of(space.channel_id)
    return room is None or not room.is_closed


def may_come(person: Person, space: Space, roster: Roster, *, is_there: bool) -> bool:
    """Say whether a person may join what meets in a space.

    Of a thread only Discord knows who is in it; whoever `is_there` now, speaking to us from inside it, is.
    """
    if space.audience is None:
        return is_there
    return may_read(person, space, roster)


def _is_in(person: Person | None, space: Space, roster: Roster) -> bool:
    if person is None or person.state != "active":
        return False
    return may_come(person, space, roster, is_there=True)


def _above(roster: Roster, person_id: int) -> frozenset[int]:
    return roster.graph.below(person_id) | roster.flaggers_of(person_id)
