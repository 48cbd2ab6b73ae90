"""What a person's own calendar holds: each feature says its part, `bot.run.features` collects them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx

Kind = Literal["peers", "webinar"]


@dataclass(frozen=True)
class Entry:
    """One thing in one person's calendar.

    `title` is for the person alone, on Discord: what a calendar program is given says only its kind
    (docs/decisions/0022-a-calendar-says-when-not-what.md). `key` is the same whenever the same thing is told again.
    """

    key: str
    kind: Kind
    starts_at: datetime
    lasts: timedelta
    title: str
    changed_at: datetime
    channel_id: int | None = None
    sequence: int = 0  # how often what it says was changed for everybody


class CalendarPart(Protocol):
    """What every feature with dates brings, in its ``calendar.py``."""

    async def entries(
        self, tx: Tx, network: Network, person_id: int, *, since: datetime, until: datetime
    ) -> Sequence[Entry]:
        """Return what a person has said yes to and may still come to, that begins in between."""
        ...
