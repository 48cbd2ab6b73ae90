"""``staffroom anonymize``: the anonymizer on JSON lines, for trying it and for scoring it."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar

import typer

from archive.anonymize import Anonymizer, Masked, Roster
from bot.errors import Refusal
from config.texts import N_


@dataclass
class LineUnreadable(Refusal):
    """A line of the input is not what was asked for."""

    line: int
    says: ClassVar[str] = N_('Line {line} isn\'t a JSON object with "id" and "text". Put one on each line.')


@dataclass
class LineEmpty(Refusal):
    """A line of the input has nothing to anonymize."""

    line: int
    says: ClassVar[str] = N_(
        'Line {line} has no words in it, so there is nothing to anonymize. Write some under "text", or '
        "leave the line out."
    )


@dataclass
class LineBroken(Refusal):
    """A line of the input holds characters that no text can hold."""

    line: int
    says: ClassVar[str] = N_("Line {line} has characters that were cut in half. Save the file as UTF-8 and try again.")


@dataclass
class ListUnreadable(Refusal):
    """A roster file cannot be used."""

    file: str
    why: str
    says: ClassVar[str] = N_("{file} can't be used: {why}. Save it in UTF-8, with a header that has the column name.")


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("anonymize")(anonymize)


def anonymize(
    roster: Annotated[Path | None, typer.Option(help="People whose names are known: a CSV file with a name.")] = None,
    sites: Annotated[Path | None, typer.Option(help="Sites whose names are known: a CSV file with a name.")] = None,
) -> None:
    """Read JSON lines {"id", "text"} and write them anonymized, with what was masked and what is only suspected."""
    refused: list[int] = []

    def refuse(refusal: Refusal, line: int) -> None:
        refused.append(line)
        typer.echo(str(refusal), err=True)

    try:
        known = Roster(tuple(_names(roster)), tuple(_names(sites)))
        for record in anonymized(sys.stdin.buffer, Anonymizer(known), refuse):
            typer.echo(json.dumps(record, ensure_ascii=False))
    except Refusal as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(1) from None
    if refused:
        raise typer.Exit(1)


def anonymized(
    lines: Iterable[bytes], anonymizer: Anonymizer, refuse: Callable[[Refusal, int], object]
) -> Iterator[dict[str, Any]]:
    """Yield one record per line, as it is read; a line that cannot be read goes to `refuse`, and the next follows."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue  # spreadsheets and editors leave blank lines behind
        try:
            identity, text = _parse(line, number)
        except Refusal as refusal:
            refuse(refusal, number)
        else:
            yield _record(identity, anonymizer.mask(text))


def _parse(line: bytes, number: int) -> tuple[Any, str]:
    try:
        decoded = line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise LineBroken(number) from error
    try:
        data = json.loads(decoded)
        identity, text = data["id"], data["text"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise LineUnreadable(number) from error
    if not isinstance(text, str):
        raise LineUnreadable(number)
    if not text.strip():
        raise LineEmpty(number)
    if _is_broken(text) or _is_broken(json.dumps(identity, ensure_ascii=False)):
        raise LineBroken(number)
    return identity, text


def _is_broken(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def _record(identity: object, masked: Masked) -> dict[str, Any]:
    return {
        "id": identity,
        "text": masked.text,
        "masked": masked.masked,
        "spans": [{"start": span.start, "end": span.end, "type": span.type} for span in masked.spans],
        "held": [{"start": held.start, "end": held.end, "why": held.why} for held in masked.held],
    }


def _names(path: Path | None) -> Iterator[str]:
    if path is None:
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if "name" not in (rows.fieldnames or ()):
                raise ListUnreadable(str(path), "no such column")
            yield from (row["name"] for row in rows if row["name"])
    except OSError as error:
        raise ListUnreadable(str(path), (error.strerror or "it can't be read").lower()) from error
    except UnicodeDecodeError as error:
        raise ListUnreadable(str(path), "it isn't UTF-8") from error
