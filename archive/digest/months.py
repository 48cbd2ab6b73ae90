"""Months as ``YYYY-MM``: checked, named, and the one before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from babel.dates import format_skeleton

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


def month_before(day: date) -> str:
    """Return the month before the one a day lies in."""
    return f"{day.replace(day=1) - timedelta(days=1):%Y-%m}"
