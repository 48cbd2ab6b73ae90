"""A first week goes on: it begins with joining, is shown as notices, and stops at one click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.notices import Notices
from bot.people.rules import is_newcomer
from bot.people.school import school_of
from bot.people.sites import SiteStore
from bot.people.store import PeopleStore
from bot.people.zones import zone_of
from cogs.members.firstweek.render import step_card
from cogs.members.firstweek.rules import STEPS, Days, advance, begin
from cogs.members.firstweek.store import WeekStore
from config.texts import texts_for

if TYPE_CHECKING:
    from datetime import datetime

    from bot.database.transaction import Tx
    from bot.people.model import Person
    from config.community import Community

KIND = "members.first_week"


async def begin_week(tx: Tx, community: Community, person: Person, now: datetime) -> bool:
    """Begin the first week of somebody who has just joined, if they are new in the role and never had one."""
    days = await _days(tx, community, person)
    if not is_newcomer(person, days.today(now), community.seniority):
        return False
    return await WeekStore(tx).begin(person.id, begin(now, days))


async def go_on(tx: Tx, community: Community, person_id: int, now: datetime) -> None:
    """Show somebody the step that is due now, if one is; read anew, so that two processes show it once."""
    store, person = WeekStore(tx), await PeopleStore(tx).person(person_id)
    week = await store.of(person_id)
    if week is None or person is None:
        return
    if person.state != "active" or person.account_id is None:
        await store.stop(person_id)
        return
    days, done = await _days(tx, community, person), await store.done(person_id)
    after, step = advance(week, now, days, done)
    if after != week:
        await store.put(person_id, after)
    if step is not None:
        notices = Notices(tx)
        await notices.retract(*_keys(person_id))  # whoever can't be written to finds one of them, not five
        card = step_card(step, texts_for(person.locale))
        await notices.tell(person_id, KIND, card, now=now, key=_key(person_id, STEPS.index(step)))


async def stop(tx: Tx, person_id: int) -> None:
    """Show nothing more, not even what waits unread."""
    await WeekStore(tx).stop(person_id)
    await Notices(tx).retract(*_keys(person_id))


async def _days(tx: Tx, community: Community, person: Person) -> Days:
    sites = await SiteStore(tx).all()
    district = next((site.district for site in sites if site.id == person.site_id), None)
    return Days(school_of(community, sites), district or None, await zone_of(tx, person))


def _keys(person_id: int) -> list[str]:
    return [_key(person_id, place) for place in range(len(STEPS))]


def _key(person_id: int, place: int) -> str:
    return f"first_week:{person_id}:{place}"
