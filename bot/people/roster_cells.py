"""The cells of one row, each checked; what is wrong is gathered, so that all of it is told at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from zoneinfo import available_timezones

from bot.people.model import email_key
from bot.people.reasons import Reason
from bot.people.roster_table import Row, shown
from config.texts import N_

LONGEST_NAME = 100
LONGEST_WORD = 40
MOST_WORDS = 20
LONGEST_ADDRESS = 254  # RFC 5321, section 4.5.3.1.3, less the angle brackets
EARLIEST = date(1850, 1, 1)
FURTHEST = timedelta(days=730)
MOST_STUDENTS = 20_000  # more than the largest schools have

STUDENTS = re.compile(r"(?P<least>\d{1,6}) ?(?:\+|[-\u2013] ?(?P<most>\d{1,6}))?", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"  # RFC 5322, section 3.2.3; other alphabets need mail servers that few have
ADDRESS = re.compile(rf"(?=[^@]{{1,64}}@){ATOM}(?:\.{ATOM})*@(?:[a-z0-9-]{{1,63}}\.)+[a-z][a-z0-9-]{{1,62}}", re.ASCII)
# control characters, marks that reverse the reading direction, and the mark of a character lost in a conversion
UNWANTED = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffd]")


class Cells:
    """Reads the cells of a row. A cell that is wrong adds to `faults` and reads as empty."""

    def __init__(self, row: Row) -> None:
        self.line = row.line
        self.faults: list[str] = []
        self._cells = row.cells

    def text(self, column: str, most: int = LONGEST_NAME) -> str:
        """Return a text that may be empty, its spacing made even."""
        raw = self._cells[column]
        if UNWANTED.search(raw):
            return self._refuse(
                N_("{column} holds a character that cannot be shown, such as a line break"), column=column
            )
        value = unicodedata.normalize("NFC", " ".join(raw.split()))
        if len(value) > most:
            return self._refuse(
                N_("{column} has {count} characters; at most {most} fit"), column=column, count=len(value), most=most
            )
        return value

    def needed(self, column: str, most: int = LONGEST_NAME) -> str:
        """Return a text that may not be empty."""
        before = len(self.faults)
        value = self.text(column, most)
        if not value and len(self.faults) == before:
            self._refuse(N_("{column} is empty"), column=column)
        return value

    def words(self, column: str) -> tuple[str, ...]:
        """Return the parts of a list separated by semicolons, each once."""
        parts = [part.strip() for part in self.text(column, most=LONGEST_WORD * MOST_WORDS * 4).split(";")]
        found = tuple(dict.fromkeys(part for part in parts if part))
        for part in found:
            if len(part) > LONGEST_ADDRESS:
                self._refuse(N_("{column} holds a part of {count} characters"), column=column, count=len(part))
        return found

    def day(self, column: str, today: date) -> date | None:
        """Return a day, or None where the cell is empty."""
        value = self.text(column)
        if not value:
            return None
        try:
            day = date.fromisoformat(value) if DAY.fullmatch(value) else None
        except ValueError:
            day = None
        if day is None:
            self._refuse(N_("{value} in {column} is not a date; write it like 2026-08-31"), value, column)
        elif not EARLIEST <= day <= today + FURTHEST:
            self._refuse(N_("{day} in {column} is too far away to be right"), column=column, day=value)
            return None
        return day

    def has(self, column: str) -> bool:
        """Say whether the file has this column."""
        return column in self._cells

    def students(self, column: str) -> int | None:
        """Return about how many students a site has: a number, or the middle of a band such as 250-499 or 1000+.

        None where the cell is empty, or the file has no such column.
        """
        value = self.text(column) if self.has(column) else ""
        found = STUDENTS.fullmatch(value)
        if found is None:
            if value:
                neither = N_("{value} in {column} is neither a number of students nor a band like 250-499")
                self._refuse(neither, value, column)
            return None
        least, most = int(found["least"]), int(found["most"] or found["least"])
        if not 1 <= least <= most <= MOST_STUDENTS:
            self._refuse(N_("{value} in {column} can't be how many students a site has"), value, column)
            return None
        return (least + most) // 2

    def address(self, column: str) -> str:
        """Return a mail address in lower case."""
        return self._address(self.needed(column, most=LONGEST_ADDRESS), column)

    def addresses(self, column: str) -> tuple[str, ...]:
        """Return mail addresses separated by semicolons, each once."""
        found = [self._address(part, column) for part in self.words(column)]
        return tuple(dict.fromkeys(part for part in found if part))

    def zone(self, column: str) -> str:
        """Return the name of a time zone."""
        value = self.needed(column)
        if value and value not in _zones():
            return self._refuse(
                N_("{value} in {column} is not a time zone; write it like America/Chicago"), value, column
            )
        return value

    def one_of(self, column: str, known: Mapping[str, str]) -> str:
        """Return the network's own spelling of a value: `known` maps what is typed, in lower case, to it."""
        value = self.needed(column)
        return self._spelling(value, column, known) if value else ""

    def several_of(self, column: str, known: Mapping[str, str]) -> tuple[str, ...]:
        """Return the network's own spelling of each part of a list."""
        found = [self._spelling(part, column, known) for part in self.words(column)]
        return tuple(dict.fromkeys(part for part in found if part))

    def _spelling(self, value: str, column: str, known: Mapping[str, str]) -> str:
        if value.casefold() in known:
            return known[value.casefold()]
        choices = ", ".join(sorted(set(known.values())))
        return self._refuse(
            N_("{value} in {column} is not one this network knows: {choices}"), value, column, choices=choices
        )

    def _address(self, value: str, column: str) -> str:
        address = email_key(value)
        if value and (len(address) > LONGEST_ADDRESS or not ADDRESS.fullmatch(address)):
            return self._refuse(N_("{value} in {column} is not a mail address"), value, column)
        return address

    def _refuse(self, says: str, value: str = "", column: str = "", **facts: object) -> str:
        quoted = {"value": shown(value)} if value else {}
        self.faults.append(Reason(says, **quoted, column=column, **facts))
        return ""


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
