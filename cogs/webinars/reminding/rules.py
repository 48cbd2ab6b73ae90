"""When people are reminded, and until when that is of use. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

Kind = Literal["day", "hour"]
BEFORE: dict[Kind, timedelta] = {"day": timedelta(days=1), "hour": timedelta(hours=1)}
# A machine that was off reminds late. The day's reminder gives way to the hour's; the hour's ends with the start.
OF_USE_UNTIL: dict[Kind, timedelta] = {"day": timedelta(hours=3), "hour": timedelta(0)}


def reminders_for(starts_at: datetime, now: datetime) -> dict[Kind, datetime]:
    """Return which reminders are planned and when each is due; people who were just told need none of the past."""
    return {kind: starts_at - before for kind, before in BEFORE.items() if starts_at - before > now}


def is_pointless(kind: Kind, starts_at: datetime, now: datetime) -> bool:
    """Say whether a reminder has come too late to be of use."""
    return now >= starts_at - OF_USE_UNTIL[kind]
