"""What an outbox row may cause, and how carrying it out may end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

Run = Callable[["House", "Network", Mapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True)
class Effect:
    """How rows of one kind are carried out.

    An idempotent effect may be run again after a crash. One that is not is then *in doubt*: shown to a steward, never
    repeated by itself. One that `leaves_no_trace` has its row deleted however it ends: what a steward would have to
    decide about, it notes itself (`Outbox.carry_out_untraced`).
    """

    run: Run
    is_idempotent: bool = True
    leaves_no_trace: bool = False


class Retry(Exception):
    """Not now: try again after `seconds`, without counting it as a failure."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class PutOff(Exception):
    """It failed, and may work later: counted as a failure. `reason` is a short kind of failure, never a text."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class GiveUp(Exception):
    """It will never work; `reason` is a short kind of failure, never a text."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class InDoubt(Exception):
    """It may or may not have happened; nobody can tell from here."""
