"""`staffroom match`. Needs neither settings nor a database nor Discord."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.clock import SystemClock
from bot.definition import definition_in
from bot.offline import run
from cogs.mentoring.spreadsheet.matching import Sheets, round_from_files
from config.community import default_community
from config.texts import texts_for


def register(cli: typer.Typer) -> None:
    """Add ``staffroom match``."""
    cli.command("match")(match)


def match(
    people: Annotated[Path, typer.Option(help="The people, as in the roster's people.csv.")],
    wishes: Annotated[Path, typer.Option(help="Who asks and who offers, as CSV (docs/matching.md).")],
    out: Annotated[Path, typer.Option(help="Write the pairs to this CSV file.")],
    sites: Annotated[Path | None, typer.Option(help="The sites, for their level and time zone.")] = None,
    unmatched: Annotated[Path | None, typer.Option(help="Write who is left, and why, to this CSV file.")] = None,
    community: Annotated[Path | None, typer.Option(help="Topics and weights, instead of the default ones.")] = None,
    seed: Annotated[int, typer.Option(help="Which of several rounds that are worth the same.")] = 0,
    json_output: Annotated[bool, typer.Option("--json", help="Print the objective and the counts as JSON.")] = False,
) -> None:
    """Pair mentees with mentors from CSV files: whole-pool optimum, hard rules first. Writes all or nothing."""
    aside = Console(stderr=True, soft_wrap=True)

    def say(line: str) -> None:
        aside.print(line, markup=False, highlight=False)

    async def work() -> None:
        definition = definition_in(community) if community is not None else default_community()
        sheets = Sheets(people, wishes, sites, out, unmatched)
        with aside.status("Matching"):
            figures = round_from_files(
                sheets, definition, seed=seed, now=SystemClock().now(), t=texts_for("en"), say=say
            )
        if json_output:
            typer.echo(json.dumps(figures, ensure_ascii=False, indent=1))

    run(work())
