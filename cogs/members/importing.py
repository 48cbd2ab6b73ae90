"""Importing the roster: read both files, show the difference, ask, write it whole or not at all."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import typer
from rich.console import Console
from rich.progress import Progress

from bot.database.ids import new_id
from bot.database.network import Network
from bot.errors import Refusal
from bot.house import House
from bot.people.roster import RosterRows, read_roster
from bot.people.roster_plan import Plan, plan_roster
from bot.people.roster_reach import linked_people_affected
from bot.people.roster_store import RosterStore
from bot.people.stewards import log_act_of_host
from bot.people.store import PeopleStore
from bot.terminal import is_yes
from bot.visibility.access import request_sync_of_account, request_sync_of_everyone
from cogs.members.difference import describe, summary
from config.texts import N_

MOST_FAULTS = 200  # shown; the rest is counted
NOTHING_TO_DO = N_("The roster says this already; there is nothing to do.")
NOTHING_BESIDES = N_("Nothing to do: the roster says already what the rows say that were not left out.")
LEFT_OUT = N_("Rows that are left out, as said above: {count}.")
NEW_ONES_JOIN = N_("Whoever is new joins with a code: staffroom roster codes --mail, or --out FILE.")
QUESTION = N_("Write this?")
IMPORTED = N_("{actor} brought the roster up to date. {about}.")
NO_STEWARDS = N_("There is no steward yet: staffroom steward add EMAIL names the first.")
DONE = N_("Done. Members whose access changes: {count}; their roles follow within seconds while Staffroom runs.")


@dataclass
class FileUnreadable(Refusal):
    """A file of the roster cannot be opened."""

    path: str
    why: str
    says: ClassVar[str] = N_(
        "{path} can't be read: {why}. Nothing was changed. Check the name and run the command again."
    )


@dataclass
class RosterFaulty(Refusal):
    """Some rows cannot be used."""

    count: int
    says: ClassVar[str] = N_(
        "Nothing was changed. Faults to correct: {count}. With --skip-bad the other rows are imported."
    )


@dataclass
class FileUnusable(Refusal):
    """A whole file cannot be used."""

    says: ClassVar[str] = N_("Nothing was changed: a file as a whole can't be used. Correct what is said above.")


@dataclass
class CannotTellWhoLeft(Refusal):
    """With rows left out, nobody can say who is missing from the file."""

    says: ClassVar[str] = N_(
        "Nothing was changed: with faulty rows it can't be told who is missing, so --complete would retire the wrong "
        "people. Correct them first, or leave out --complete."
    )


@dataclass
class NobodyNamed(Refusal):
    """A whole roster without people is an export gone wrong, not a network that ended."""

    path: str
    says: ClassVar[str] = N_(
        "Nothing was changed: {path} names nobody, and --complete would retire everyone. Check the file and try again."
    )


@dataclass
class NeedsYes(Refusal):
    """There is nobody at a terminal to ask."""

    says: ClassVar[str] = N_(
        "Nothing was changed: there is no terminal to ask at. Add --yes to agree to the difference above."
    )


@dataclass
class RosterMoved(Refusal):
    """Somebody else changed the roster in the meantime."""

    says: ClassVar[str] = N_("Nothing was changed: the roster changed while you were looking. Run the command again.")


@dataclass(frozen=True)
class Wishes:
    """How the command was called."""

    sites: Path
    people: Path
    skip_bad: bool = False
    complete: bool = False
    yes: bool = False


async def import_roster(house: House, network: Network, wishes: Wishes, console: Console) -> None:
    """Bring the roster in line with the files; raises a refusal of this module, or `SupervisionCycle`."""
    files = (_content(wishes.sites), _content(wishes.people))
    async with network.read() as tx:
        standing = await RosterStore(tx).standing()
    known_sites = [site.name for site in standing.sites]
    today = house.clock.now().date()
    roster = read_roster(*files, community=network.community, known_sites=known_sites, today=today)
    _tell_faults(roster, wishes)
    if wishes.complete and not roster.people:
        raise NobodyNamed(str(wishes.people))
    plan = plan_roster(standing, roster, complete=wishes.complete, make_id=new_id)
    for line in [*describe(plan), summary(plan)]:
        console.print(line, markup=False, highlight=False)
    left_out = len({(fault.file, fault.line) for fault in roster.faults})
    if left_out:
        console.print(LEFT_OUT.format(count=left_out), highlight=False)
    if plan.is_empty:
        console.print(NOTHING_BESIDES if left_out else NOTHING_TO_DO)
        return
    _ask(wishes)
    synced = await write_plan(house, network, plan, console)
    console.print(DONE.format(count=synced), highlight=False)
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


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileUnreadable(str(path), (error.strerror or "it can't be opened").lower()) from error


def _tell_faults(roster: RosterRows, wishes: Wishes) -> None:
    if not roster.faults:
        return
    aside = Console(stderr=True, soft_wrap=True)
    for fault in roster.faults[:MOST_FAULTS]:
        aside.print(str(fault), markup=False, highlight=False)
    if len(roster.faults) > MOST_FAULTS:
        aside.print(f"… and {len(roster.faults) - MOST_FAULTS} more")
    if not roster.is_readable:
        raise FileUnusable
    if not wishes.skip_bad:
        raise RosterFaulty(len(roster.faults))
    if wishes.complete:
        raise CannotTellWhoLeft


def _ask(wishes: Wishes) -> None:
    if wishes.yes:
        return
    if not sys.stdin.isatty():
        raise NeedsYes
    if not is_yes(QUESTION):
        raise typer.Abort
