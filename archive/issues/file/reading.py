"""Reading issues from a CSV file: tolerant of how programs save one, strict about what is in it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bot.errors import Refusal
from bot.people.roster_table import Fault, Row, read_table, shown
from config.texts import N_

COLUMNS = ("id", "text", "site", "person")
MOST_FAULTS = 20  # told at once


@dataclass(frozen=True)
class Line:
    """An issue as a file holds it; site and person are empty where they are not known."""

    id: str
    text: str
    site: str
    person: str


@dataclass(frozen=True)
class EarlierTheme:
    """A theme of an earlier run: its id, its title, and its issues."""

    id: int
    title: str
    issues: Sequence[str]


@dataclass
class FileClosed(Refusal):
    """A file cannot be opened."""

    file: str
    why: str
    says: ClassVar[str] = N_(
        "{file} can't be opened: {why}. Nothing was written. Check the name and run the command again."
    )


@dataclass
class FaultyLines(Refusal):
    """Some lines of the file cannot be used."""

    faults: str
    says: ClassVar[str] = N_("Nothing was written. Please correct this and run it again:\n{faults}")


@dataclass
class NoThemesBefore(Refusal):
    """The file named as an earlier result is none."""

    file: str
    says: ClassVar[str] = N_(
        "{file} isn't a result of this command, so no theme can be continued. Nothing was written. Name "
        "the file that it wrote last time."
    )


def read_issues(path: Path) -> list[Line]:
    """Return the issues of a CSV file, in its order; raises `FileClosed` or `FaultyLines`."""
    table = read_table(path.name, _content(path), COLUMNS, {})
    faults = [*table.faults, *_id_faults(path.name, table.rows)]
    if faults:
        told = [str(fault) for fault in sorted(faults, key=lambda fault: fault.line)[:MOST_FAULTS]]
        more = [f"and {len(faults) - MOST_FAULTS} more"] if len(faults) > MOST_FAULTS else []
        raise FaultyLines("\n".join([*told, *more]))
    return [Line(*(row.cells[column] for column in COLUMNS)) for row in table.rows]


def _id_faults(file: str, rows: Sequence[Row]) -> list[Fault]:
    first: dict[str, int] = {}
    faults = []
    for row in rows:
        own = row.cells["id"]
        if not own:
            faults.append(Fault(file, row.line, "the id is empty"))
        elif own in first:
            faults.append(Fault(file, row.line, f"the id {shown(own)} stands on line {first[own]} too"))
        first.setdefault(own, row.line)
    return faults


def read_before(path: Path) -> Sequence[EarlierTheme]:
    """Return the themes that this command wrote earlier; raises `FileClosed` or `NoThemesBefore`."""
    try:
        data = json.loads(_content(path).decode("utf-8-sig"))
        found = [EarlierTheme(int(one["id"]), str(one["title"]), [str(own) for own in one["issues"]]) for one in data]
    except (ValueError, TypeError, KeyError) as error:
        raise NoThemesBefore(str(path)) from error
    if len({theme.id for theme in found}) < len(found):
        raise NoThemesBefore(str(path))
    return found


def theme_of(before: Sequence[EarlierTheme]) -> Mapping[str, int]:
    """Return the theme that each issue had."""
    return {issue: theme.id for theme in before for issue in theme.issues}


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileClosed(str(path), (error.strerror or "it cannot be read").lower()) from error
