"""Importing the roster: what was proposed and agreed to is written, whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.console import Console
from rich.progress import Progress
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import SystemClock
from bot.database.begun import has_begun
from bot.database.network import FIRST_NETWORK, Network
from bot.errors import Refusal
from bot.house import House
from bot.offline import open_network, which_network
from bot.people.roster_plan import Plan, Standing
from bot.people.roster_reach import linked_people_affected
from bot.people.roster_store import RosterStore
from bot.people.stewards import log_act_of_host
from bot.people.store import PeopleStore
from bot.visibility.admission.access import request_sync_of_account, request_sync_of_everyone
from cogs.members.difference import summary
from cogs.members.proposing import Wishes, propose
from config.community import default_community
from config.settings import Settings
from config.texts import N_

NEW_ONES_JOIN = N_("Whoever is new joins with a code: staffroom roster codes --mail, or --out FILE.")
IMPORTED = N_("{actor} brought the roster up to date. {about}.")
NO_STEWARDS = N_("There is no steward yet: staffroom steward add EMAIL names the first.")
NOBODY_CHANGES = N_("Done. Nobody's access changes by it.")
DONE = N_("Done. Members whose access changes: {count}; their roles follow within seconds while Staffroom runs.")


@dataclass
class RosterMoved(Refusal):
    """Somebody else changed the roster in the meantime."""

    says: ClassVar[str] = N_("Nothing was changed: the roster changed while you were looking. Run the command again.")


async def import_here(settings: Settings, name: str | None, wishes: Wishes, console: Console) -> None:
    """Bring a network's roster in line with the files; raises as `import_roster` and `open_network` do.

    The first import is looked at and asked about before anything is made: files that are refused leave no network.
    """
    plan = None
    if not await _has_begun(settings):
        if name not in {None, FIRST_NETWORK}:
            raise which_network(name, (FIRST_NETWORK,))
        plan = propose(wishes, Standing(), default_community(), SystemClock().now().date(), console)
        if plan is None:
            return
    async with open_network(settings, name) as (house, network):
        if plan is None:
            await import_roster(house, network, wishes, console)
        else:
            await carry_out(house, network, plan, console)


async def import_roster(house: House, network: Network, wishes: Wishes, console: Console) -> None:
    """Bring the roster in line with the files; raises a refusal of this module, or `SupervisionCycle`."""
    async with network.read() as tx:
        standing = await RosterStore(tx).standing()
    plan = propose(wishes, standing, network.community, house.clock.now().date(), console)
    if plan is not None:
        await carry_out(house, network, plan, console)


async def _has_begun(settings: Settings) -> bool:
    try:
        return await has_begun(settings.url)
    except (OSError, SQLAlchemyError, TypeError):  # whoever opens it says why it can't be
        return True


async def carry_out(house: House, network: Network, plan: Plan, console: Console) -> None:
    """Write what a yes was given to, and say what comes next; raises `RosterMoved`."""
    synced = await write_plan(house, network, plan, console)
    console.print(DONE.format(count=synced) if synced else NOBODY_CHANGES, highlight=False)
    if any(change.before is None and change.after.state == "active" for change in plan.people):
        console.print(NEW_ONES_JOIN, highlight=False)
    async with network.read() as tx:
        if not await PeopleStore(tx).stewards():
            console.print(NO_STEWARDS, highlight=False)


async def write_plan(house: House, network: Network, plan: Plan, console: Console) -> int:
    """Carry out the plan and ask for everyone's roles in one transaction; return how many were asked for.

    Raises `RosterMoved` if the roster is no longer what the plan was made against.
    """
    now, affected = house.clock.now(), linked_people_affected(plan, network.community)
    with Progress(console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("Writing", total=plan.steps + len(affected))
        async with network.write() as tx:
            store = RosterStore(tx)
            if await store.standing() != plan.before:
                raise RosterMoved
            await store.carry_out(plan, now=now, on_progress=lambda rows: progress.advance(task, rows))
            await log_act_of_host(tx, IMPORTED, summary(plan).rstrip("."), now)
            for person in affected:
                if person.account_id is not None:
                    await request_sync_of_account(tx, person.account_id, now=now)
                progress.advance(task)
            # whom a change lets in may push out somebody above them, whom the plan never named
            await request_sync_of_everyone(tx, now=now)
    return len(affected)
