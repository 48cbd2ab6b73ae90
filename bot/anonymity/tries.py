"""Wrong receipts are counted, in memory: guessing one would take longer than the sun has, and nobody needs to try."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.anonymity.memory import Memory
from bot.errors import Refusal
from config.texts import N_

MOST_TRIES = 10  # wrong receipts an hour


@dataclass
class TooManyTries(Refusal):
    """Too many wrong receipts."""

    says: ClassVar[str] = N_("Those were many receipts that fit nothing. Try again in an hour.")


def check_tries(memory: Memory, network_id: int, account_id: int, now: datetime) -> None:
    """Check that somebody has not tried too many; raises `TooManyTries`."""
    if memory.count("receipt", network_id, account_id, now) >= MOST_TRIES:
        raise TooManyTries


def note_wrong(memory: Memory, network_id: int, account_id: int, now: datetime) -> None:
    """Count a receipt that fits nothing."""
    memory.note("receipt", network_id, account_id, now)
