"""What is held about a person as something to read: every value in their language and by their clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date

from archive.digest.months import MONTH, month_name
from archive.needs.questions import QUESTIONS
from bot.text.languages import language_name
from cogs.privacy.labels import FIELDS
from cogs.privacy.marks import FEATURES, MARKS
from cogs.privacy.titles import TITLES
from config.community import Community
from config.texts import Texts

Held = Mapping[str, Mapping[str, Sequence[Mapping[str, Any]]]]  # feature → table → rows
Names = Mapping[int, str]  # of channels and roles, by their id
NAMES = {"topic", "topics", "style", "position"}  # of the community's own vocabulary
LANGUAGES = {"language", "languages", "locale"}
ON_DISCORD = {"channel", "channel id", "role id"}
WRITTEN = {"about", "aim", "format", "name", "proposed", "reason", "text", "title", "tried", "words"}  # by somebody


@dataclass(frozen=True)
class Section:
    """One table's rows: its title, and each row's lines as (name, value)."""

    key: str
    title: str
    rows: tuple[tuple[tuple[str, str], ...], ...]


class Reader:
    """Reads rows to one person."""

    def __init__(self, t: Texts, zone: ZoneInfo, community: Community, names: Names | None = None) -> None:
        self.t = t
        self.zone = zone
        self._names = names or {}
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
        if key == "chosen" and isinstance(value, Mapping):
            return self._chosen(value)
        if isinstance(value, Mapping):
            return "\n".join(f"{self._name(name)}: {self._value(name, part)}" for name, part in value.items() if part)
        if isinstance(value, list | tuple | set | frozenset):
            return ", ".join(self._value(key, part) for part in value)
        if (instant := _instant(value)) is not None:
            return self.time(instant)
        if (day := _day(value)) is not None:
            return format_date(day, "long", locale=self.t.language)
        return self._word(plain(key), str(value))

    def time(self, instant: datetime) -> str:
        """Return an instant by their clock; in the hour that comes twice when clocks go back, which one it is."""
        local = instant.astimezone(self.zone)
        shown = f"{format_date(local.date(), 'long', locale=self.t.language)}, {local:%H:%M}"
        comes_twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
        return f"{shown} {local.tzname()}" if comes_twice else shown

    def _chosen(self, chosen: Mapping[str, Sequence[str]]) -> str:
        """Return the answers to a survey, each behind its question."""
        lines = []
        for asked in QUESTIONS:
            own = {option.key: self.t(option.label) for option in asked.options}
            said = [own.get(key) or self._word("topic", key) for key in chosen.get(asked.key, ())]
            lines += [f"{self.t(asked.text)} {', '.join(said)}"] if said else []
        return "\n".join(lines)

    def _word(self, key: str, text: str) -> str:
        """Return a text as they would say it: a topic, a language, a channel, a month, a mark; else as it is."""
        if key in NAMES:
            return self.t.named(self._vocabulary.get(text, text))
        if key in LANGUAGES:
            return language_name(self.t, text)
        if key in ON_DISCORD and text.isdigit():
            return self._names.get(int(text), text)
        if key == "month" and MONTH.fullmatch(text):
            return month_name(text, self.t.language)
        if key in WRITTEN:
            return text
        feature = text.partition(".")[0] if key == "kind" else ""
        known = MARKS.get(text) or FEATURES.get(feature)
        return self.t(known) if known else text


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
