"""Months as ``YYYY-MM``: checked, named, the one before, and the one whose digest is due."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from babel.dates import format_skeleton

from bot.calendar.school import SchoolCalendar
from bot.errors import Refusal
from config.texts import N_

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])", re.ASCII)


@dataclass
class NotAMonth(Refusal):
    """What was typed is no month."""

    says: ClassVar[str] = N_("Write the month as year and month, like 2026-10.")


def checked_month(text: str) -> str:
    """Return a month as ``YYYY-MM``; raises `NotAMonth`."""
    if not MONTH.fullmatch(text.strip()):
        raise NotAMonth
    return text.strip()


def month_name(month: str, language: str) -> str:
    """Return the name of a month with its year, such as "October 2026"."""
    return str(format_skeleton("yMMMM", date.fromisoformat(f"{month}-01"), locale=language))


def short_month(month: str, language: str) -> str:
    """Return the name of a month as short as it gets, without its year, such as "Oct"."""
    return str(format_skeleton("MMM", date.fromisoformat(f"{month}-01"), locale=language))


def month_before(day: date) -> str:
    """Return the month before the one a day lies in."""
    return f"{day.replace(day=1) - timedelta(days=1):%Y-%m}"


def month_due(school: SchoolCalendar, now: datetime) -> str | None:
    """Return the month whose edition is to be built by now: the last one, from this month's first school day on.

    None before that day, and all through a month of break: what was said before it is in the next edition.
    """
    today = min(now.date(), school.day_of(now))  # over where they live, and in UTC, which dates what is said
    first = school.first_working_day(today)
    return month_before(today) if first is not None and first <= today else None
