"""Whose words may be shared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.errors import Refusal
from config.texts import N_


@dataclass
class NotYourWords(Refusal):
    """The message is somebody else's."""

    says: ClassVar[str] = N_(
        "Only the person who wrote something can share it, so this stays here. You can ask them, or use /share new for "
        "words of your own."
    )


@dataclass
class NotYourIssue(Refusal):
    """The issue is somebody else's."""

    says: ClassVar[str] = N_("Only the person who raised an issue can share its words. /share new takes your own.")
