"""The roster as a whole, as rows: read to plan against, written as planned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.database.groups import in_groups
from bot.database.transaction import Tx
from bot.people.model import Person
from bot.people.roster_plan import Change, Plan, Standing
from bot.people.sites import SiteStore
from bot.people.store import PeopleStore


class RosterStore:
    """Reads where the roster stands and carries out a plan."""

    def __init__(self, tx: Tx) -> None:
        self._people = PeopleStore(tx)
        self._sites = SiteStore(tx)

    async def standing(self) -> Standing:
        """Return everything a plan is made against."""
        sites, people = await self._sites.all(), await self._people.people()
        recorded = await self._people.recorded_supervisions()
        return Standing(tuple(sites), tuple(people), await self._people.supervisions(), recorded)

    async def carry_out(
        self, plan: Plan, *, now: datetime, on_progress: Callable[[int], None] = lambda _: None
    ) -> None:
        """Write a plan; `on_progress` hears how many more rows are written. The caller's transaction makes it whole."""
        for sites in in_groups([change.after for change in plan.sites if change.before is None]):
            await self._sites.add(sites)
            on_progress(len(sites))
        for people in in_groups([change.after for change in plan.people if change.before is None]):
            await self._people.add_people(people, now=now)
            on_progress(len(people))
        for site in [change.after for change in plan.sites if change.before is not None]:
            await self._sites.replace(site)
            on_progress(1)
        await self._change_people([change for change in plan.people if change.before is not None], on_progress)
        for removed in in_groups(sorted(plan.removed)):
            await self._people.remove_supervisions(removed)
            on_progress(len(removed))
        for added in in_groups(sorted(plan.added)):
            await self._people.add_supervisions(added)
            on_progress(len(added))

        await self._people.confirm_supervisions(plan.confirmed)
        on_progress(len(plan.confirmed))

    async def _change_people(self, changes: Sequence[Change[Person]], on_progress: Callable[[int], None]) -> None:
        """Write changed people; those who only retire, perhaps thousands of them, many at once."""
        leaving = [change.after.id for change in changes if change.fields() == ["state"] and _retires(change)]
        for group in in_groups(leaving):
            await self._people.set_state(group, "retired")
            on_progress(len(group))
        gone = set(leaving)
        for person in [change.after for change in changes if change.after.id not in gone]:
            await self._people.replace(person)
            on_progress(1)


def _retires(change: Change[Person]) -> bool:
    return change.after.state == "retired"
