"""The way of an edition: built, approved, shown to members, sent. Never back, never past a step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from bot.errors import Refusal
from config.texts import N_

State = Literal["built", "approved", "shown", "sent"]
STATES: tuple[State, ...] = ("built", "approved", "shown", "sent")


@dataclass
class NoEdition(Refusal):
    """There is no edition of that month."""

    month: str
    says: ClassVar[str] = N_("There is no digest for {month} yet. Build it with /digest build.")


@dataclass
class AlreadyApproved(Refusal):
    """An approved edition is not built again."""

    month: str
    says: ClassVar[str] = N_(
        "The digest for {month} is approved, so it stays as it is. Members can still take words back; "
        "/digest preview shows it as it stands."
    )


@dataclass
class Overtaken(Refusal):
    """Another month's edition was approved in between, with some of the same words."""

    month: str
    says: ClassVar[str] = N_(
        "Another month's digest took some of these words since. Build {month} again with /digest build, "
        "then approve it."
    )


@dataclass
class NotApproved(Refusal):
    """Nothing is sent that no steward approved."""

    month: str
    says: ClassVar[str] = N_(
        "The digest for {month} isn't approved yet. Read it with /digest preview, then approve it."
    )


@dataclass
class NotShown(Refusal):
    """Members have not seen it."""

    month: str
    says: ClassVar[str] = N_(
        "Members haven't seen the digest for {month} yet, because there is no digest channel. Run /setup to add one."
    )


@dataclass
class NotDue(Refusal):
    """Members still have time to take words back."""

    month: str
    due_at: datetime
    says: ClassVar[str] = N_(
        "Members can still take words out of the digest for {month}. It goes out by itself {when}."
    )

    def facts(self) -> dict[str, object]:
        """Return the month, and the instant as Discord shows it in the reader's own time."""
        return {"month": self.month, "when": f"<t:{int(self.due_at.timestamp())}:f>"}

    def __str__(self) -> str:
        return self.says.format(month=self.month, when=f"after {self.due_at:%Y-%m-%d %H:%M} UTC")


@dataclass
class AlreadySent(Refusal):
    """An edition is sent once."""

    month: str
    says: ClassVar[str] = N_(
        "The digest for {month} was sent. Responses arrive in the digest channels; /digest scoreboard "
        "shows who has responded."
    )


def check_may_send(state: State, month: str, due_at: datetime | None, now: datetime) -> None:
    """Return if an edition may be sent now; raises `AlreadySent`, `NotApproved`, `NotShown` or `NotDue`."""
    if state == "sent":
        raise AlreadySent(month)
    if state == "built":
        raise NotApproved(month)
    if state == "approved" or due_at is None:
        raise NotShown(month)
    if now < due_at:
        raise NotDue(month, due_at)
