"""A small programme as files, and the command that matches it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer
from typer.testing import CliRunner, Result

from bot.people.roster import PEOPLE_COLUMNS, SITE_COLUMNS
from cogs.mentoring.spreadsheet.commands import register
from cogs.mentoring.spreadsheet.wishes import WISH_COLUMNS

Line = Mapping[str, str]

WEST = {"region": "West", "level": "elementary"}
SITES = [
    {"name": "Oak Elementary", "district": "North", "time_zone": "America/Chicago", **WEST},
    {"name": "Elm Elementary", "district": "South", "time_zone": "America/New_York", **WEST},
]


def person(email: str, **cells: str) -> dict[str, str]:
    """A line of people.csv."""
    name = email.split("@", maxsplit=1)[0].title()
    return {
        "name": name,
        "email": email,
        "position": "coordinator",
        "started_on": "2020-01-01",
        "languages": "en",
        **cells,
    }


def asks(email: str, **cells: str) -> dict[str, str]:
    """A line of wishes.csv by somebody who would like a mentor."""
    return {
        "email": email,
        "side": "mentee",
        "topics": "data",
        "languages": "en",
        "waiting_since": "2026-01-05",
        **cells,
    }


def offers(email: str, **cells: str) -> dict[str, str]:
    """A line of wishes.csv by somebody who would like to be one."""
    return {"email": email, "side": "mentor", "topics": "data", "languages": "en", "capacity": "1", **cells}


def sheet(columns: Sequence[str], lines: Sequence[Line]) -> str:
    """Lines as CSV; cells that are not named are empty."""
    text = io.StringIO()
    table = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    table.writeheader()
    table.writerows(lines)
    return text.getvalue()


@dataclass
class Office:
    """A folder with the files of a programme."""

    folder: Path

    def write(self, people: Sequence[Line], wishes: Sequence[Line], sites: Sequence[Line] = tuple(SITES)) -> None:
        """Put down all three files."""
        self.put("people.csv", sheet(PEOPLE_COLUMNS, people))
        self.put("wishes.csv", sheet(WISH_COLUMNS, wishes))
        self.put("sites.csv", sheet(SITE_COLUMNS, sites))

    def put(self, name: str, text: str | bytes) -> None:
        """Put down one file."""
        (self.folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())

    def match(self, *more: str, sites: bool = True, command: str = "match") -> Result:
        """Run `staffroom match`, or one of its sisters."""
        cli = typer.Typer()
        register(cli)
        cli.callback()(lambda: None)
        names = ("people", "wishes", "sites") if sites else ("people", "wishes")
        files = [part for name in names for part in (f"--{name}", str(self.folder / f"{name}.csv"))]
        written = ["--out", str(self.folder / "pairs.csv"), "--unmatched", str(self.folder / "left.csv")]
        return CliRunner().invoke(cli, [command, *files, *written, *more])

    def rows(self, name: str) -> list[dict[str, str]]:
        """Read what was written."""
        return list(csv.DictReader(io.StringIO((self.folder / name).read_text(encoding="utf-8"))))

    def pairs(self) -> set[tuple[str, str]]:
        """The pairs that were written."""
        return {(row["mentee"], row["mentor"]) for row in self.rows("pairs.csv")}

    def written(self) -> set[str]:
        """Every file but the three that were put down."""
        return {path.name for path in self.folder.iterdir()} - {"people.csv", "wishes.csv", "sites.csv"}
