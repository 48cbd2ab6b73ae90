"""The way of an edition: built, approved, shown to members, sent.

Never past a step; back only to built, by a steward who takes the approval back before it is sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from archive.digest.months import month_name
from bot.errors import Refusal
from config.texts import N_, Texts

State = Literal["built", "approved", "shown", "sent"]
STATES: tuple[State, ...] = ("built", "approved", "shown", "sent")


@dataclass
class OfMonth(Refusal):
    """Something about the edition of a month, which is called by its name."""

    month: str

    def text(self, t: Texts) -> str:
        """Return the words, with the month as it is read: "March 2026"."""
        return t(self.says, **{**self.facts(), "month": month_name(self.month, t.language)})


@dataclass
class NoEdition(OfMonth):
    """There is no edition of that month."""

    says: ClassVar[str] = N_("There is no digest for {month} yet. Build it with /digest build.")


@dataclass
class AlreadyApproved(OfMonth):
    """An approved edition is not built again."""

    says: ClassVar[str] = N_(
        "The digest for {month} is approved, so it stays as it is. Members can still take words back; "
        "/digest preview shows it as it stands. To build it anew, take the approval back with /digest approve first."
    )


@dataclass
class ChangedSince(OfMonth):
    """The edition was built anew, or has another title, since a steward was asked about it."""

    says: ClassVar[str] = N_(
        "The digest for {month} has changed since you looked, so nothing was approved. Read it as it is now with "
        "/digest preview, then approve it."
    )


@dataclass
class Overtaken(OfMonth):
    """Another month's edition was approved in between, with some of the same words."""

    says: ClassVar[str] = N_(
        "Another month's digest took some of these words since. Build {month} again with /digest build, "
        "then approve it."
    )


@dataclass
class NotApproved(OfMonth):
    """Nothing is sent that no steward approved."""

    says: ClassVar[str] = N_(
        "The digest for {month} isn't approved yet. Read it with /digest preview, then approve it."
    )


@dataclass
class NotShown(OfMonth):
    """Members have not seen it."""

    says: ClassVar[str] = N_(
        "Members haven't seen the digest for {month} yet, because there is no digest channel. Run /setup to add one."
    )


@dataclass
class NotDue(OfMonth):
    """Members still have time to take words back."""

    due_at: datetime
    says: ClassVar[str] = N_(
        "Members can still take words out of the digest for {month}. It goes out by itself on {when}; until then "
        "/digest approve can take the approval back."
    )

    def facts(self) -> dict[str, object]:
        """Return the month, and the instant as Discord shows it in the reader's own time."""
        return {"month": self.month, "when": f"<t:{int(self.due_at.timestamp())}:f>"}

    def __str__(self) -> str:
        return self.says.format(month=self.month, when=f"{self.due_at:%Y-%m-%d %H:%M} UTC")


@dataclass
class AlreadySent(OfMonth):
    """An edition is sent once."""

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
