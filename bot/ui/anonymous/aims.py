"""What somebody is about to post: a whisper in a room or an answer in a conversation, at once or later. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.database.ids import read_id
from bot.errors import Gone

At = Literal["room", "talk"]


@dataclass(frozen=True)
class Aim:
    """Where words go, as a button carries it: a claim until it is authorised."""

    at: At
    id: int  # Discord's id of the room's channel, or the conversation's
    at_once: bool = False

    def __str__(self) -> str:
        return f"{self.at}.{self.id}.{'now' if self.at_once else 'later'}"

    @classmethod
    def read(cls, written: str) -> Aim:
        """Return the aim that a button carries; raises `Gone` where it is none."""
        match written.split("."):
            case ["room" | "talk" as at, number, "now" | "later" as when]:
                return cls(at, read_id(number), at_once=when == "now")
            case _:
                raise Gone
