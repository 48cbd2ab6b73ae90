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

    An idempotent effect may be run again after a crash; whether it is may depend on the house. One that is not is then
    *in doubt*: shown to a steward, never repeated by itself. One that `leaves_no_trace` has its row deleted however it
    ends: what a steward would have to decide about, it notes itself (`Outbox.carry_out_untraced`).

    What may always be repeated is carried out by the process that the network's server is connected to; the rest, which
    is mail, by the leading one: a mail server sees no more connections for there being more processes.

    `facts` hold what the row was written with, its `row_id`, since when it is under way (`begun_at`), and the same as
    `tried_at` where it was begun before.
    """

    run: Run
    is_idempotent: bool | Callable[[House], bool] = True
    leaves_no_trace: bool = False

    @property
    def is_always_idempotent(self) -> bool:
        """Whether it may be repeated in every house."""
        return self.is_idempotent is True

    def may_repeat(self, house: House) -> bool:
        """Say whether it may be repeated in this house."""
        return self.is_idempotent(house) if callable(self.is_idempotent) else self.is_idempotent


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
