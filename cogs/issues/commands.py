"""`staffroom themes …`: the grouping on a file, for trying it and for scoring it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from archive.issues.file.reading import EarlierTheme, read_before, read_issues
from archive.issues.file.writing import place_for, write_themes
from bot.counted import counted
from bot.errors import Refusal


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("themes")(themes)


def themes(
    issues: Annotated[Path, typer.Argument(help="A CSV file with the columns id, text, site and person.")],
    out: Annotated[Path, typer.Option(help="Where to write the themes, as JSON.")],
    before: Annotated[
        Path | None, typer.Option(help="An earlier result: its themes keep their ids and titles.")
    ] = None,
    embeddings: Annotated[
        Path | None, typer.Option(help="A folder with a sentence model as ONNX, to group by meaning too.")
    ] = None,
) -> None:
    """Group a file's issues into themes: each issue in exactly one, those that stand alone included."""
    try:
        known = read_before(before) if before is not None else ()
        with place_for(out) as place:
            count = _group(issues, place, known, embeddings)
    except Refusal as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{counted(count, 'theme is', 'themes are')} in {out}.")


def _group(issues: Path, place: Path, before: Sequence[EarlierTheme], model: Path | None) -> int:
    from archive.issues.file.themes import themes_of  # noqa: PLC0415 -- only this needs scikit-learn, which loads slowly

    lines = read_issues(issues)
    found = themes_of(lines, before, lambda said: typer.echo(said, err=True), model=model)
    write_themes(found, place)
    return len(found)
