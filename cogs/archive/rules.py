"""What a search needs, and its pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from bot.errors import Refusal
from config.texts import N_

ON_A_PAGE = 5
_MONTH = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])")


@dataclass
class NotAMonth(Refusal):
    """The month is not written as one."""

    says: ClassVar[str] = N_("Write the month as year and month, such as 2026-03, or leave it out.")


@dataclass
class NoWord(Refusal):
    """There is no word in what was typed."""

    says: ClassVar[str] = N_("Write a word or two to look for, such as: interpreters evening.")


def checked_month(typed: str) -> str:
    """Return a month (``YYYY-MM``), empty where none was asked for; raises `NotAMonth`."""
    month = typed.strip()
    if month and not _MONTH.fullmatch(month):
        raise NotAMonth
    return month


def pages_of(count: int) -> int:
    """Return how many pages so many entries take; none still take one."""
    return max(1, -(-count // ON_A_PAGE))


def pack_look(page: int, topic: str, kind: str, month: str) -> str:
    """Return a look as a button's target; what was typed is not in it."""
    return f"{page}.{topic}.{kind}.{month}"


def read_look(target: str) -> tuple[str, str, str, str]:
    """Return the page, topic, kind and month of a button's target, each empty where it has none: all are claims."""
    page, topic, kind, month = [*target.split("."), "", "", "", ""][:4]
    return page, topic, kind, month
