"""The times suggested to a pair, from what both asked and offered, their zones and their school days."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from bot.people.school import school_of
from bot.people.store import PeopleStore
from bot.people.zones import zone_of
from cogs.mentoring.following.slots import Free, suggest
from cogs.mentoring.store import MentoringStore

if TYPE_CHECKING:
    from bot.database.transaction import Tx
    from cogs.mentoring.model import Pair, Side
    from config.community import Community


async def times_for(tx: Tx, pair: Pair, community: Community, now: datetime) -> tuple[datetime, ...]:
    """Return up to three times for the first meeting; whoever named no hours is taken to have the usual ones."""
    mentee, mentor = (
        await _free(tx, pair.mentee_id, "mentee", community),
        await _free(tx, pair.mentor_id, "mentor", community),
    )
    return suggest(mentee, mentor, now) if mentee is not None and mentor is not None else ()


async def _free(tx: Tx, person_id: int, side: Side, community: Community) -> Free | None:
    person = await PeopleStore(tx).person(person_id)
    if person is None:
        return None
    wish, sites = await MentoringStore(tx).wish(person_id, side), await PeopleStore(tx).sites()
    district = next((site.district for site in sites if site.id == person.site_id), "") or None
    has_school = partial(school_of(community, sites).is_school_day, district=district)
    return Free(wish.hours if wish is not None else (), await zone_of(tx, person), has_school)
