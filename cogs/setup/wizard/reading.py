"""What is typed into the wizard's forms, read line by line; and the same lines again, to be changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, TypeVar

from babel.dates import get_day_names
from pydantic import ValidationError

from bot.calendar.days import weekday
from bot.errors import Refusal
from config.calendar import LONGEST_DAYS, MOST, WEEKDAYS, Break, Calendar, Holiday, Weekday
from config.community import Style
from config.texts import N_
from config.topics import Topic

DAY = r"\d{4}-\d{2}-\d{2}"
# Winter break: 2026-12-21 to 2027-01-02 (North; South). Between the days any word or dash, in any language.
DAYS_OFF = re.compile(
    rf"(?P<name>[^:]{{1,60}}):\s*(?P<first>{DAY})(?:[^\d(]{{1,8}}(?P<last>{DAY}))?\s*(?:\((?P<districts>[^)]*)\))?"
)
KEYED = re.compile(r"(?:(?P<key>[a-z][a-z0-9_-]{0,19}):)?\s*(?P<label>\S.*)")
LONGEST_KEY, LONGEST_TOPIC, LONGEST_STYLE = 20, 20, 40  # as `config.community` has them
MOST_TOPICS, MOST_STYLES = 18, 24
W = TypeVar("W", Topic, Style)


@dataclass
class LineUnread(Refusal):
    """A line of the school calendar is no day off."""

    line: int
    typed: str
    says: ClassVar[str] = N_(
        "Line {line} (“{typed}”) can't be read. Write a name, a colon and one day, or two with “to” between them: "
        "Winter break: 2026-12-21 to 2027-01-02. Nothing was changed."
    )


@dataclass
class DaysBackwards(Refusal):
    """A break ends before it begins, or takes longer than any summer."""

    line: int
    typed: str
    most: int = LONGEST_DAYS
    says: ClassVar[str] = N_(
        "Line {line} (“{typed}”): its last day comes before the first, or it is longer than {most} days, or one of the "
        "days isn't in the calendar. Look at the year. Nothing was changed."
    )


@dataclass
class NoWeekdays(Refusal):
    """The days on which school is held name a day that is none, or no day at all."""

    typed: str
    says: ClassVar[str] = N_(
        "School is held on “{typed}”? Write days of the week with commas between: Mon, Tue, Wed. Nothing was changed."
    )


@dataclass
class TooMany(Refusal):
    """More was written, or less, than a definition holds."""

    count: int
    most: int
    says: ClassVar[str] = N_(
        "That makes {count}, and from 1 to {most} can be kept. Nothing was changed. Write each on a line "
        "of its own and try again."
    )


@dataclass
class WordUnfit(Refusal):
    """A topic or a style is too long, or there twice."""

    line: int
    typed: str
    most: int
    says: ClassVar[str] = N_(
        "Line {line} (“{typed}”) doesn't fit: each name has 1 to {most} characters and is there once. "
        "Nothing was changed. Correct that line and try again."
    )


def read_calendar(days_off: str, weekdays: str) -> Calendar:
    """Return a school calendar; raises `LineUnread`, `DaysBackwards`, `NoWeekdays`, `TooMany`."""
    breaks: list[Break] = []
    holidays: list[Holiday] = []
    for line, text in _lines(days_off):
        found = DAYS_OFF.fullmatch(text)
        if found is None:
            raise LineUnread(line, text)
        districts = tuple(name.strip() for name in (found["districts"] or "").split(";") if name.strip())
        try:
            first, last = date.fromisoformat(found["first"]), date.fromisoformat(found["last"] or found["first"])
            if first == last and not districts:
                holidays.append(Holiday(name=found["name"].strip(), day=first))
            else:
                breaks.append(Break(name=found["name"].strip(), first=first, last=last, districts=districts))
        except (ValueError, ValidationError) as error:
            raise DaysBackwards(line, text) from error
    for found_days in (breaks, holidays):
        if len(found_days) > MOST:
            raise TooMany(len(found_days), MOST)
    return Calendar(working_days=_weekdays(weekdays), breaks=tuple(breaks), holidays=tuple(holidays))


def calendar_lines(calendar: Calendar) -> str:
    """Return the days off as `read_calendar` reads them, in the order in which they come."""
    lines = [(one.first, _break_line(one)) for one in calendar.breaks]
    lines += [(one.day, f"{one.name.replace(':', ' ')}: {one.day}") for one in calendar.holidays]
    return "\n".join(line for _, line in sorted(lines))


def weekday_line(calendar: Calendar, language: str) -> str:
    """Return the days on which school is held, as they are typed in a language."""
    names = get_day_names("abbreviated", locale=language)
    return ", ".join(str(names[number]) for number, day in enumerate(WEEKDAYS) if day in calendar.working_days)


def read_topics(typed: str, known: Sequence[Topic]) -> tuple[Topic, ...]:
    """Return topics: `key: label` keeps a topic and what is said about it; a name alone is that topic, or a new one."""
    return _read(Topic, typed, known, LONGEST_TOPIC, MOST_TOPICS)


def read_styles(typed: str, known: Sequence[Style]) -> tuple[Style, ...]:
    """Return ways of leading, in the same way."""
    return _read(Style, typed, known, LONGEST_STYLE, MOST_STYLES)


def keyed_lines(known: Sequence[Topic | Style]) -> str:
    """Return topics or styles as they are read: the word they are stored by, and the name that is shown."""
    return "\n".join(f"{one.key}: {one.label}" for one in known)


def addresses(typed: str) -> list[str]:
    """Return the mail addresses in a text, each once."""
    return list(dict.fromkeys(part.lower() for part in re.split(r"[\s,;]+", typed) if part))


def key_for(label: str, taken: Collection[str]) -> str:
    """Return a word to store something by, made of its label and unlike those taken."""
    plain = unicodedata.normalize("NFKD", label.casefold()).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST_KEY]
    stem = stem if stem[:1].isalpha() else f"t_{stem}"[:LONGEST_KEY].rstrip("_")
    tries = (stem, *(f"{stem[: LONGEST_KEY - 4]}_{count}" for count in range(2, 99)))
    return next(each for each in tries if each not in taken)


def _read(kind: type[W], typed: str, known: Sequence[W], longest: int, most: int) -> tuple[W, ...]:
    by_key: dict[str, W] = {one.key: one for one in known}
    by_label = {one.label.casefold(): one.key for one in known}
    found: dict[str, W] = {}
    for line, text in _lines(typed):
        written = KEYED.fullmatch(text)
        key, label = (written["key"], written["label"].strip()) if written else (None, text)
        key = key or by_label.get(label.casefold()) or key_for(label, {*by_key, *found})
        kept: dict[str, Any] = by_key[key].model_dump() if key in by_key else {"key": key}
        doubled = key in found or any(label.casefold() == one.label.casefold() for one in found.values())
        if len(label) > longest or doubled or not label.isprintable():
            raise WordUnfit(line, text, longest)
        found[key] = kind.model_validate({**kept, "label": label})
    if not 1 <= len(found) <= most:
        raise TooMany(len(found), most)
    return tuple(found.values())


def _break_line(one: Break) -> str:
    districts = f" ({'; '.join(one.districts)})" if one.districts else ""
    return f"{one.name.replace(':', ' ')}: {one.first} to {one.last}{districts}"


def _weekdays(typed: str) -> frozenset[Weekday]:
    found = [weekday(word) for word in re.split(r"[\s,;]+", typed) if word]
    if not found or None in found:
        raise NoWeekdays(typed)
    return frozenset(WEEKDAYS[number] for number in found if number is not None)


def _lines(typed: str) -> Iterator[tuple[int, str]]:
    """Yield what is on each line, with its number, empty ones left out."""
    for number, line in enumerate(typed.splitlines(), start=1):
        text = " ".join(line.split())
        if text:
            yield number, text
