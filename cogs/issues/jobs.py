"""What issues do by themselves: they are grouped at night, take steps, and those behind them are told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from archive.issues.anonymous.ending import end_counts
from archive.issues.drafts import KEPT, DraftStore
from archive.issues.following import Untold, steps_due, take, untold, webinars_on
from archive.issues.grouping import regroup
from archive.issues.store import IssueStore
from archive.issues.telling import NewsStore
from archive.issues.themes import ThemeStore
from bot.database.groups import in_groups
from bot.notices import Notices
from bot.people.school import school_calendar
from bot.people.store import PeopleStore
from bot.pulse import Sweep
from cogs.issues.news_cards import later_card, news_card
from config.texts import texts_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.house import House

LATER = timedelta(days=7)  # when somebody is asked who wanted to be asked later
BUNDLE = timedelta(days=1)  # nobody is told more often
AT_ONCE = 200  # steps in one transaction, some 0.2 s, so that nobody who writes waits long


async def regroup_what_changed(house: House, network: Network, now: datetime) -> None:
    """Group the network's issues anew if any came since, or if a theme needs a new title."""
    async with network.read() as tx:
        is_stale = await ThemeStore(tx).is_stale()
    if is_stale:
        await regroup(house, network, now)


async def follow(_house: House, network: Network, now: datetime) -> None:
    """Note the steps that issues have taken, and tell those who raised or support them, at most once a day."""
    async with network.read() as tx:
        steps = await steps_due(tx)
    for group in in_groups(steps, AT_ONCE):
        async with network.write() as tx:
            await take(tx, group, now=now)
    async with network.read() as tx:
        waits = await untold(tx, told_before=now - BUNDLE)
        is_paused = (await school_calendar(tx, network.community)).is_paused(now)
    if is_paused:  # told after the break
        return
    for person_id in sorted(waits):
        async with network.write() as tx:
            # asked again inside: another process may have told them meanwhile
            due = (await untold(tx, told_before=now - BUNDLE, only=person_id)).get(person_id)
            if due:
                await _tell(tx, network, person_id, due, now=now)


async def ask_later(_house: House, network: Network, now: datetime) -> None:
    """Ask authors once, a week later, what policymakers may learn; forget words that waited too long."""
    async with network.write() as tx:
        await DraftStore(tx).drop_old(now - KEPT)
        if (await school_calendar(tx, network.community)).is_paused(now):
            return
        for issue in await IssueStore(tx).to_ask_again(now - LATER):
            person = await PeopleStore(tx).person(issue.person_id) if issue.person_id is not None else None
            await IssueStore(tx).asked(issue.id, now=now)
            if person is not None and person.state == "active":
                card = later_card(texts_for(person.locale), issue)
                await Notices(tx).tell(person.id, "issues.later", card, now=now, key=f"issues.later:{issue.id}")


async def end_counts_that_are_due(house: House, network: Network, now: datetime) -> None:
    """Destroy the count keys of months whose digest was sent."""
    await end_counts(network, house.keys.counts(network.id), now=now)


async def _tell(tx: Tx, network: Network, person_id: int, due: Sequence[Untold], *, now: datetime) -> None:
    person = await PeopleStore(tx).person(person_id)
    await NewsStore(tx).told(person_id, until=max(step.moved_at for step in due), now=now)
    due = await _without_what_webinars_told(tx, person_id, due)
    if person is None or person.state != "active" or not due:
        return
    own = {issue.id: issue.text for issue in await IssueStore(tx).mine(person_id)}
    card = news_card(texts_for(person.locale), due, own, network.community)
    await Notices(tx).tell(person_id, "issues.news", card, now=now)


async def _without_what_webinars_told(tx: Tx, person_id: int, due: Sequence[Untold]) -> Sequence[Untold]:
    """Leave out that a webinar is planned where its own notice, with time and place, has said so already."""
    planned = await webinars_on(tx, [step.issue_id for step in due if step.status == "planned"])
    keys = {issue: {f"webinars.told:{one}:{person_id}" for one in found} for issue, found in planned.items()}
    told = await Notices(tx).told(*(key for own in keys.values() for key in own))
    return [step for step in due if step.status != "planned" or told.isdisjoint(keys.get(step.issue_id, ()))]


SWEEPS = (
    Sweep("issues.regroup", every=timedelta(days=1), run=regroup_what_changed),
    Sweep("issues.follow", every=timedelta(hours=1), run=follow),
    Sweep("issues.end_counts", every=timedelta(hours=1), run=end_counts_that_are_due),
    Sweep("issues.ask_later", every=timedelta(hours=1), run=ask_later),
)
