"""A CSV file as rows with their line numbers, and what is wrong with the file itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.people.reasons import Reason
from config.texts import N_, Texts

LONGEST_SHOWN = 40


@dataclass(frozen=True)
class Fault:
    """What is wrong, where. `is_fatal` when it spoils the whole file, so that no row of it can be used."""

    file: str
    line: int
    reason: str
    is_fatal: bool = False

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.reason}"

    def said(self, t: Texts) -> str:
        """Return the reason in the reader's language, where it is known in it."""
        return self.reason.said(t) if isinstance(self.reason, Reason) else self.reason


@dataclass(frozen=True)
class Row:
    """One record: the line it begins on, and its cells by column, trimmed."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """The rows that could be read, and every fault."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]


def read_table(file: str, content: bytes, columns: Sequence[str], aliases: Mapping[str, str]) -> Table:
    """Read a CSV file (UTF-8, with or without a byte order mark) that must have these columns; others are let be."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return _spoilt(file, line, Reason(N_("this is not UTF-8 text. Save the file as CSV UTF-8")))
    if not text.strip():
        empty = N_("the file is empty; its first line must name these columns: {columns}")
        return _spoilt(file, 1, Reason(empty, columns=", ".join(columns)))
    records = _records(text)
    try:
        _, titles = next(records, (1, []))
        header = _header(titles, aliases)
        complaint = _complaint(header, columns)
        if complaint:
            return _spoilt(file, 1, complaint)
        return _rows(file, header, records)
    except BrokenRecord as broken:
        cut = N_("the file cannot be read from here on: {why}")
        return _spoilt(file, broken.line, Reason(cut, why=broken.reason))


@dataclass
class BrokenRecord(Exception):
    """The quoting is broken: what follows cannot be told apart."""

    line: int
    reason: str


def shown(text: str) -> str:
    """Return a cell as it may stand in a message: quoted, short, on one line."""
    clean = "".join(character if character.isprintable() else "?" for character in text)
    return f"“{clean[:LONGEST_SHOWN]}…”" if len(clean) > LONGEST_SHOWN else f"“{clean}”"


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BrokenRecord(line, str(error)) from error
        yield line, record


def _header(titles: Sequence[str], aliases: Mapping[str, str]) -> list[str]:
    names = ["_".join(title.split()).lower() for title in titles]
    return [aliases[name] if name in aliases and aliases[name] not in names else name for name in names]


def _complaint(header: Sequence[str], columns: Sequence[str]) -> str:
    """Return what is wrong with the first line, or nothing."""
    missing = [column for column in columns if column not in header]
    doubled = sorted({column for column in columns if header.count(column) > 1})
    if missing and len(header) == 1 and any(mark in header[0] for mark in ";\t"):
        return Reason(N_("the columns must be separated by commas"))
    if missing:
        return Reason(N_("the first line must name these columns too: {columns}"), columns=", ".join(missing))
    if doubled:
        return Reason(N_("the first line names a column twice: {columns}"), columns=", ".join(doubled))
    return ""


def _rows(file: str, header: Sequence[str], records: Iterator[tuple[int, list[str]]]) -> Table:
    rows, faults = [], []
    for line, record in records:
        if not any(cell.strip() for cell in record):
            continue
        if len(record) != len(header):
            uneven = N_(
                "it doesn't have as many cells as the first line ({cells}, not {columns}). "
                "Put quotes around a cell that holds a comma"
            )
            faults.append(Fault(file, line, Reason(uneven, cells=len(record), columns=len(header))))
            continue
        rows.append(Row(line, {name: cell.strip() for name, cell in zip(header, record, strict=True)}))
    return Table(tuple(rows), tuple(faults))


def _spoilt(file: str, line: int, reason: str) -> Table:
    return Table((), (Fault(file, line, reason, is_fatal=True),))
