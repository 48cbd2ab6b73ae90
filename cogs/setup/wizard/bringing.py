"""A roster brought as two attached files: read whole, shown as a difference, written after a yes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from bot.database.ids import new_id
from bot.errors import Gone, Refusal
from bot.people.roster import RosterRows, read_roster
from bot.people.roster_plan import Plan, plan_roster
from bot.people.roster_store import RosterStore
from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore
from bot.visibility.admission.access import request_sync_of_everyone
from cogs.setup.wizard.answering import who
from cogs.setup.wizard.naming import YourOwnRow
from cogs.setup.wizard.rules import Moved
from cogs.setup.wizard.store import Files, RosterFiles, WalkStore
from config.texts import N_

if TYPE_CHECKING:
    import discord

    from bot.database.transaction import Tx
    from bot.people.roster_table import Fault
    from bot.ui.visit import Visit
    from cogs.setup.wizard.standing import Here

LARGEST = 2_000_000  # bytes: some twenty thousand people
BROUGHT = N_("{actor} brought the roster up to date in /setup: {about}.")
OWNER_BROUGHT = N_("The server's owner brought the roster up to date in /setup: {about}.")


@dataclass
class BothFiles(Refusal):
    """One of the two files is missing."""

    says: ClassVar[str] = N_(
        "A roster is two files: attach your list of sites to the option sites, and your list of people to people. "
        "Nothing was changed."
    )


@dataclass
class FileTooLarge(Refusal):
    """A file is larger than any roster."""

    name: str
    megabytes: int
    says: ClassVar[str] = N_(
        "{name} is larger than {megabytes} MB, more than any roster I know. Nothing was changed. Check "
        "that it is the right file and attach it again."
    )


@dataclass(frozen=True)
class Difference:
    """What two files would change; or why they change nothing, row by row."""

    plan: Plan | None
    faults: tuple[Fault, ...] = ()
    files_id: int = 0


def mark_of(plan: Plan) -> str:
    """Return a mark of what a plan changes: what is written must be what was shown."""
    changes = [("site", each.before is None, each.after.name, each.fields()) for each in plan.sites]
    changes += [("person", each.before is None, each.after.email or "", each.fields()) for each in plan.people]
    whole = (sorted(changes), len(plan.added), sorted(plan.removed), sorted(plan.confirmed))
    return hashlib.sha256(repr(whole).encode()).hexdigest()[:8]


async def bring(here: Here, sites: discord.Attachment | None, people: discord.Attachment | None) -> Difference:
    """Read two attached files, and keep them for a yes if every row can be used; nothing else is written.

    Raises `BothFiles`, `FileTooLarge`, `YourOwnRow`, and what planning raises.
    """
    visit = here.visit
    if sites is None or people is None:
        raise BothFiles
    for file in (sites, people):
        if file.size > LARGEST:
            raise FileTooLarge(file.filename, LARGEST // 1_000_000)
    content = await sites.read(), await people.read()
    async with visit.network.read() as tx:
        found = await _difference(tx, visit, *content)
    if found.plan is None or found.plan.is_empty:
        return found
    async with visit.network.write() as tx:
        files_id = await RosterFiles(tx).keep(*content, by=await who(tx, visit), now=visit.now)
    return Difference(found.plan, files_id=files_id)


async def write(here: Here, files_id: int, mark: str) -> Plan:
    """Write what the files that wait change, if that is still what was shown.

    Raises `Gone` where they wait no more, `Moved`, `YourOwnRow`, and what planning raises; nothing is written then.
    """
    visit = here.visit
    async with visit.network.write() as tx:
        files = await RosterFiles(tx).waiting(files_id, visit.now)
        if files is None:
            raise Gone
        plan = await _plan_of(tx, visit, files)
        if mark_of(plan) != mark:
            raise Moved
        by = await who(tx, visit)
        await RosterStore(tx).carry_out(plan, now=visit.now)
        await RosterFiles(tx).forget()
        act = BROUGHT if by is not None else OWNER_BROUGHT
        await StewardStore(tx).log(by, act, f"{len(plan.people)} + {len(plan.sites)}", visit.now)
        await WalkStore(tx).answer("roster", "changed", by=by, now=visit.now)
        await request_sync_of_everyone(tx, now=visit.now)
    return plan


async def _plan_of(tx: Tx, visit: Visit, files: Files) -> Plan:
    found = await _difference(tx, visit, files.sites, files.people)
    if found.plan is None:
        raise Gone
    return found.plan


async def _difference(tx: Tx, visit: Visit, sites: bytes, people: bytes) -> Difference:
    standing, community = await RosterStore(tx).standing(), visit.network.community
    known = [site.name for site in standing.sites]
    roster: RosterRows = read_roster(sites, people, community=community, known_sites=known, today=visit.now.date())
    if roster.faults:
        return Difference(None, roster.faults)
    plan = plan_roster(standing, roster, complete=False, make_id=new_id)
    await _check_own_row(tx, visit, plan)
    return Difference(plan)


async def _check_own_row(tx: Tx, visit: Visit, plan: Plan) -> None:
    """Raise `YourOwnRow` where a file changes whoever brings it: their row, or who is above or below them."""
    person = await PeopleStore(tx).by_account(visit.account_id)
    if person is None:
        return
    touched = {change.after.id for change in plan.people} | {
        each for pair in plan.added | plan.removed for each in pair
    }
    if person.id in touched:
        raise YourOwnRow
