"""`staffroom match`, `match-sites` and `circles`. They need neither settings nor a database nor Discord."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console

from bot.clock import SystemClock
from bot.definition import definition_in
from bot.offline import run
from cogs.mentoring.spreadsheet.circles import circles_from_files
from cogs.mentoring.spreadsheet.matching import round_from_files
from cogs.mentoring.spreadsheet.reading import Say, Sheets
from cogs.mentoring.spreadsheet.sites import sites_from_files
from config.community import Community, default_community
from config.texts import Texts, texts_for

T = TypeVar("T")


PeopleFile = Annotated[Path, typer.Option("--people", help="The people, as in the roster's people.csv.")]
WishesFile = Annotated[Path, typer.Option("--wishes", help="Who asks and who offers, as CSV (docs/matching.md).")]
SitesFile = Annotated[Path | None, typer.Option("--sites", help="The sites: their level, size and time zone.")]
LeftFile = Annotated[Path | None, typer.Option("--unmatched", help="Write who is left, and why, to this CSV file.")]
Definition = Annotated[
    Path | None, typer.Option("--community", help="Topics and weights, instead of the default ones.")
]
Seed = Annotated[int, typer.Option(help="Which of several answers that are worth the same.")]


def register(cli: typer.Typer) -> None:
    """Add ``staffroom match``, ``staffroom match-sites`` and ``staffroom circles``."""
    cli.command("match")(match)
    cli.command("match-sites")(match_sites)
    cli.command("circles")(circles)


def match(
    people: PeopleFile,
    wishes: WishesFile,
    out: Annotated[Path, typer.Option(help="Write the pairs to this CSV file.")],
    sites: SitesFile = None,
    unmatched: LeftFile = None,
    community: Definition = None,
    seed: Seed = 0,
    json_output: Annotated[bool, typer.Option("--json", help="Print the objective and the counts as JSON.")] = False,
) -> None:
    """Pair mentees with mentors from CSV files: whole-pool optimum, hard rules first. Writes all or nothing."""
    sheets = Sheets(people, wishes, sites, out, unmatched)
    figures = _aside(
        lambda say, now, t: round_from_files(sheets, _defined(community), seed=seed, now=now, t=t, say=say)
    )
    if json_output:
        typer.echo(json.dumps(figures, ensure_ascii=False, indent=1))


def match_sites(
    people: PeopleFile,
    wishes: WishesFile,
    sites: Annotated[Path, typer.Option(help="The sites, as in the roster's sites.csv.")],
    out: Annotated[Path, typer.Option(help="Write the pairs of sites to this CSV file.")],
    unmatched: LeftFile = None,
    community: Definition = None,
    seed: Seed = 0,
) -> None:
    """Pair new sites with experienced ones, by what their people ask and offer. Writes all or nothing."""
    sheets = Sheets(people, wishes, sites, out, unmatched)
    _aside(lambda say, now, t: sites_from_files(sheets, _defined(community), seed=seed, now=now, t=t, say=say))


def circles(
    people: PeopleFile,
    wishes: WishesFile,
    topic: Annotated[str, typer.Option(help="What the circles are about: a topic's key or label.")],
    out: Annotated[Path, typer.Option(help="Write who sits in which circle to this CSV file.")],
    sites: SitesFile = None,
    unmatched: LeftFile = None,
    community: Definition = None,
    seed: Seed = 0,
) -> None:
    """Form circles of four to six peers of different sites on a topic. Writes all or nothing."""
    sheets = Sheets(people, wishes, sites, out, unmatched)
    _aside(lambda say, now, t: circles_from_files(sheets, topic, _defined(community), seed=seed, now=now, t=t, say=say))


def _defined(community: Path | None) -> Community:
    return definition_in(community) if community is not None else default_community()


def _aside(work: Callable[[Say, datetime, Texts], T]) -> T:
    """Do something while progress and remarks go to the error stream; a refusal is told in a sentence."""
    aside = Console(stderr=True, soft_wrap=True)

    def say(line: str) -> None:
        aside.print(line, markup=False, highlight=False)

    async def done() -> T:
        with aside.status("Matching"):
            return work(say, SystemClock().now(), texts_for("en"))

    return run(done())
