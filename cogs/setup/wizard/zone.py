"""The time zone as it is typed: a name of the time zone database, written anyhow; or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.calendar.rules import zone_typed
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
    if not typed.strip():
        return ""
    found = zone_typed(typed)
    if found is None:
        raise ZoneUnknown(typed.strip()[:60])
    return found
