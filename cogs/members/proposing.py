"""What an import would do: read both files, show how they differ from the roster, and ask."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

import typer
from rich.console import Console

from bot.database.ids import new_id
from bot.errors import Refusal
from bot.people.roster import RosterRows, read_roster
from bot.people.roster_plan import Plan, Standing, plan_roster
from bot.terminal import is_yes
from cogs.members.difference import describe, summary
from config.community import Community
from config.texts import N_

MOST_FAULTS = 200  # shown; the rest is counted
NOTHING_TO_DO = N_("The roster says this already; there is nothing to do.")
NOTHING_BESIDES = N_("Nothing to do: the roster says already what the rows say that were not left out.")
LEFT_OUT = N_("Rows that are left out, as said above: {count}.")
QUESTION = N_("Write this?")


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


@dataclass(frozen=True)
class Wishes:
    """How the command was called."""

    sites: Path
    people: Path
    skip_bad: bool = False
    complete: bool = False
    yes: bool = False


def propose(wishes: Wishes, standing: Standing, community: Community, today: date, console: Console) -> Plan | None:
    """Show how the files differ from the roster, and return what a yes was given to; None where there is nothing to do.

    Raises a refusal of this module, `SupervisionCycle`, or `typer.Abort` for a no.
    """
    files = (_content(wishes.sites), _content(wishes.people))
    known_sites = [site.name for site in standing.sites]
    roster = read_roster(*files, community=community, known_sites=known_sites, today=today)
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
        return None
    _ask(wishes)
    return plan


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
