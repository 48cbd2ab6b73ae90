"""A date and time as people write them: “Tue 24 March 3:30 pm”, “tomorrow 15:30”, in English or Spanish.

What could mean two things is refused with a sentence that says which two; nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import ClassVar
from zoneinfo import ZoneInfo

from babel.dates import get_month_names

from bot.calendar.days import LANGUAGES, weekday
from bot.calendar.rules import UnreadableTime, parse_local
from bot.errors import Refusal
from config.texts import N_

DAY_AHEAD = {"today": 0, "hoy": 0, "tomorrow": 1, "mañana": 1}
FILLERS = {"at", "on", "of", "the", "a", "las", "el", "de", "del", "@"}
UNTIL_UNCLEAR = 7  # 1:00 to 6:59 without a half: nobody meets at night, and nobody should have to be there then
EXACT = re.compile(r"\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}", re.ASCII)
CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s?([ap])?\.?(m)?\.?", re.ASCII)
CLOCK_AT_END = re.compile(r"(?:^|\s)(\d{1,2}(?:[:.h]\d{2})(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?|noon|mediodía)$")
NUMBERS = re.compile(r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\.?", re.ASCII)
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|º)?\.?", re.ASCII)


@dataclass
class UnclearDay(Refusal):
    """A date in numbers that is two different days on the two sides of the Atlantic."""

    written: str
    says: ClassVar[str] = N_("“{written}” can be read as two different days. Write the month as a word: 3 April 15:30.")


@dataclass
class UnclearHour(Refusal):
    """An hour that is in the night unless the afternoon was meant."""

    written: str
    says: ClassVar[str] = N_("“{written}” could be at night or in the afternoon. Write 3:30 pm or 15:30.")


@dataclass
class WrongWeekday(Refusal):
    """The day of the week and the date do not go together."""

    written: str
    says: ClassVar[str] = N_("In “{written}” the weekday and the date don't go together. Check which one is right.")


def parse_when(written: str, zone: ZoneInfo, *, now: datetime) -> datetime:
    """Return the instant, in UTC, that a date and time mean in a zone; without a year, the next such day.

    Raises what `parse_local` raises, UnclearDay, UnclearHour or WrongWeekday.
    """
    plain = " ".join(written.replace(",", " ").lower().split())
    if EXACT.fullmatch(plain):
        return parse_local(plain.replace("t", " "), zone, now=now)
    shown = " ".join(written.split())[:40]
    clock = CLOCK_AT_END.search(plain)
    if clock is None:
        raise UnreadableTime(shown)
    hour, minute = _clock(clock[1], shown)
    words = [word for word in plain[: clock.start()].split() if word not in FILLERS]
    today = now.astimezone(zone).date()
    for day in _days(words, today, shown):
        local = f"{day.isoformat()} {hour:02}:{minute:02}"
        if day > today or (hour, minute) > _clock_now(now, zone):
            break
    return parse_local(local, zone, now=now)


def _clock_now(now: datetime, zone: ZoneInfo) -> tuple[int, int]:
    local = now.astimezone(zone)
    return local.hour, local.minute


def _clock(text: str, shown: str) -> tuple[int, int]:
    if text in ("noon", "mediodía"):
        return 12, 0
    found = CLOCK.fullmatch(text)
    if found is None:
        raise UnreadableTime(shown)
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if minute > 59 or hour > (12 if half else 23) or (half and hour == 0):
        raise UnreadableTime(shown)
    if half:
        return hour % 12 + (12 if half == "p" else 0), minute
    if 0 < hour < UNTIL_UNCLEAR and not text.startswith("0"):
        raise UnclearHour(shown)
    return hour, minute


def _days(words: list[str], today: date, shown: str) -> list[date]:
    """Return the day that is meant, or, in the order they come, those it may be by the clock of that day."""
    named = _weekday(words)
    rest = words if named is None else words[1:]
    if not rest and named is not None:
        first = today + timedelta(days=(named - today.weekday()) % 7)
        return [first, first + timedelta(days=7)]
    if len(rest) == 1 and rest[0] in DAY_AHEAD:
        days = [today + timedelta(days=DAY_AHEAD[rest[0]])]
    else:
        days = _dated(rest, today, shown)
    if named is not None and days[0].weekday() != named:
        raise WrongWeekday(shown)
    return days


def _weekday(words: list[str]) -> int | None:
    """Return the day of the week that comes first, if one does: *mar* is Tuesday in Spanish, and in *mar 24* March."""
    if not words:
        return None
    first, rest = words[0].rstrip("."), words[1:3]
    is_month = (
        first in _months() and bool(rest) and ORDINAL.fullmatch(rest[0]) and rest[-1].rstrip(".") not in _months()
    )
    return None if is_month else weekday(first)


def _dated(words: list[str], today: date, shown: str) -> list[date]:
    if len(words) == 1 and (iso := ISO_DAY.fullmatch(words[0])):
        return [_date(int(iso[1]), int(iso[2]), int(iso[3]), shown)]
    if len(words) == 1 and NUMBERS.fullmatch(words[0]):
        raise UnclearDay(shown)
    months = [place for place, word in enumerate(words[:2]) if word.rstrip(".") in _months()]
    if not 2 <= len(words) <= 3 or len(months) != 1:
        raise UnreadableTime(shown)
    month, numeral = _months()[words[months[0]].rstrip(".")], ORDINAL.fullmatch(words[1 - months[0]])
    if numeral is None or (len(words) == 3 and not re.fullmatch(r"\d{4}", words[2], re.ASCII)):
        raise UnreadableTime(shown)
    if len(words) == 3:
        return [_date(int(words[2]), month, int(numeral[1]), shown)]
    coming = [_date_or_none(year, month, int(numeral[1])) for year in range(today.year, today.year + 9)]
    days = [day for day in coming if day is not None and day >= today]  # 29 February may be eight years away
    if not days:
        raise UnreadableTime(shown)
    return days


def _date(year: int, month: int, day: int, shown: str) -> date:
    found = _date_or_none(year, month, day)
    if found is None:
        raise UnreadableTime(shown)
    return found


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    found: dict[str, int] = {"sept": 9}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            names = get_month_names(width, locale=language)
            found |= {str(name).lower().rstrip("."): number for number, name in names.items()}
    return found
