"""The time zone as it is typed: a name of the time zone database, written anyhow; or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from zoneinfo import available_timezones

from bot.errors import Refusal
from config.texts import N_


@dataclass
class ZoneUnknown(Refusal):
    """There is no such time zone."""

    typed: str
    says: ClassVar[str] = N_(
        "“{typed}” isn't a time zone I know. Nothing was changed. Write it like America/Chicago, or leave it empty: "
        "then it is the one most of your sites are in."
    )


def read_zone(typed: str) -> str:
    """Return a zone's name as the database has it, empty for none; raises `ZoneUnknown`."""
    wanted = "_".join(typed.split()).casefold()
    if not wanted:
        return ""
    found = next((name for name in available_timezones() if name.casefold() == wanted), None)
    if found is None:
        raise ZoneUnknown(typed.strip()[:60])
    return found
