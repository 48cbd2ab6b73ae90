"""Who may change a webinar that has a date. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.errors import Refusal
from config.texts import N_

MOST_REASON = 300


@dataclass
class NotYours(Refusal):
    """Somebody outside the team wants to change a webinar."""

    says: ClassVar[str] = N_("Only its team and stewards can change this webinar. Ask one of them.")


@dataclass
class SameTime(Refusal):
    """The new time is the old one."""

    says: ClassVar[str] = N_(
        "It is planned for exactly that time already, so nothing was changed. Choose another time, or leave it."
    )
