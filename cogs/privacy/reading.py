"""What is held about a person as something to read: every value in their language and by their clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bot.calendar.showing import clock_text
from cogs.privacy.labels import FIELDS, MARKS
from cogs.privacy.titles import TITLES
from config.community import Community
from config.texts import Texts

Held = Mapping[str, Mapping[str, Sequence[Mapping[str, Any]]]]  # feature → table → rows
NAMES = {"topic", "topics", "style"}  # their values are keys of the community's own vocabulary


@dataclass(frozen=True)
class Section:
    """One table's rows: its title, and each row's lines as (name, value)."""

    key: str
    title: str
    rows: tuple[tuple[tuple[str, str], ...], ...]


class Reader:
    """Reads rows to one person."""

    def __init__(self, t: Texts, zone: ZoneInfo, community: Community) -> None:
        self.t = t
        self.zone = zone
        self._vocabulary = {topic.key: topic.label for topic in community.topics}
        self._vocabulary |= {style.key: style.label for style in community.forum.styles}

    def sections(self, held: Held) -> tuple[list[Section], list[str]]:
        """Return what is held, in the order of `TITLES`, and the titles of what was looked at and held nothing."""
        tables = {table: rows for feature in held.values() for table, rows in feature.items()}
        order = [*TITLES, *sorted(tables.keys() - TITLES.keys())]
        found = [
            Section(table, self._title(table), tuple(self._row(row) for row in tables[table]))
            for table in order
            if tables.get(table)
        ]
        return found, [self._title(table) for table in order if table in tables and not tables[table]]

    def _title(self, table: str) -> str:
        return self.t(TITLES[table]) if table in TITLES else plain(table)

    def _row(self, row: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        lines = ((self._name(key), self._value(key, value)) for key, value in row.items())
        return tuple((name, value) for name, value in lines if value)

    def _name(self, key: str) -> str:
        return self.t(FIELDS[plain(key)]) if plain(key) in FIELDS else plain(key)

    def _value(self, key: str, value: Any) -> str:  # noqa: ANN401 -- whatever a row may hold, one line a kind
        if value is None:
            return ""
        if isinstance(value, bool):
            return self.t("yes") if value else self.t("no")
        if isinstance(value, Mapping):
            return "\n".join(f"{self._name(name)}: {self._value(name, part)}" for name, part in value.items() if part)
        if isinstance(value, list | tuple | set | frozenset):
            return ", ".join(self._value(key, part) for part in value)
        if (instant := _instant(value)) is not None:
            return clock_text(instant, self.zone, self.t.language)
        if (day := _day(value)) is not None:
            return format_date(day, "d MMM y", locale=self.t.language)
        text = str(value)
        if plain(key) in NAMES:
            return self.t.named(self._vocabulary.get(text, text))
        return self.t(MARKS[text]) if text in MARKS else text


def plain(key: str) -> str:
    """Return a column's or a table's name as words."""
    return key.replace("_", " ")


def _instant(value: Any) -> datetime | None:  # noqa: ANN401 -- whatever a row may hold
    """Return the instant a value is, or None; a text counts where it is whole and has its offset, as ours do."""
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str) or "T" not in value:
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _day(value: Any) -> date | None:  # noqa: ANN401 -- whatever a row may hold
    """Return the day a value is, or None; a text counts where it is no more than a day."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == len("2026-01-31") else None
    except ValueError:
        return None
