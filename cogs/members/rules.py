"""When a one-time code lets somebody in, and what is said when it does not."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.errors import Refusal
from bot.people.model import Code, Person
from config.community import Codes
from config.texts import N_


@dataclass
class CodeUnknown(Refusal):
    """No such code was issued here."""

    says: ClassVar[str] = N_(
        "That code doesn't match. Check it letter by letter, or ask your steward for a new one; it takes a minute."
    )


@dataclass
class CodeExpired(Refusal):
    """The code was issued too long ago."""

    says: ClassVar[str] = N_("That code has expired. Ask your steward for a new one; it takes a minute.")


@dataclass
class CodeUsed(Refusal):
    """Somebody has joined with the code."""

    says: ClassVar[str] = N_(
        "Somebody has already joined with that code. If it wasn't you, tell a steward: they can put it right and send "
        "you a new one."
    )


@dataclass
class CodeReplaced(Refusal):
    """A newer code was issued to the same person, or a steward has voided this one."""

    says: ClassVar[str] = N_("That code was replaced. Use the newest one you got, or ask your steward for another.")


@dataclass
class TooManyTries(Refusal):
    """The account has tried too often."""

    limit: int
    says: ClassVar[str] = N_(
        "This account has tried as often as it can within an hour ({limit}), so it has to wait. Try again in an hour, "
        "or ask your steward for a new code."
    )


@dataclass
class JoiningPaused(Refusal):
    """The whole network has seen too many wrong codes."""

    says: ClassVar[str] = N_(
        "Many wrong codes were tried here within an hour, so joining is paused. Your code stays good; try again in an "
        "hour."
    )


@dataclass
class AlreadyJoined(Refusal):
    """The account is somebody already."""

    name: str
    says: ClassVar[str] = N_("This account has already joined, as {name}. If that isn't you, tell a steward.")


@dataclass
class PlaceTaken(Refusal):
    """Another account has joined as the person."""

    says: ClassVar[str] = N_(
        "Another account has already joined in your place. If it isn't yours, tell a steward: they can put it right."
    )


@dataclass
class PlaceClosed(Refusal):
    """The person is not active on the roster."""

    says: ClassVar[str] = N_(
        "The newest roster doesn't have you any more, so this code opens nothing. If that's a mistake, write to "
        "whoever sent you the code: once the roster has you again, you get a new one."
    )


@dataclass
class PlaceSuspended(PlaceClosed):
    """Word came from the person's address that an account which joined was not theirs."""

    says: ClassVar[str] = N_(
        "Your place is closed: somebody with your address on the roster said that an account which joined was not "
        "yours. Write to whoever sent you the code; they can reopen it and send you a new one."
    )


def check_tries(by_account: int, in_network: int, limits: Codes) -> None:
    """Raise `TooManyTries` or `JoiningPaused` when the tries that failed within the hour have used up a limit."""
    if by_account >= limits.tries_per_account:
        raise TooManyTries(limits.tries_per_account)
    if in_network >= limits.tries_per_hour:
        raise JoiningPaused


def check_code(code: Code | None, digest: str, now: datetime) -> None:
    """Raise `CodeUnknown`, `CodeUsed`, `CodeReplaced` or `CodeExpired` unless the code opens the door now.

    The comparison takes the same time whatever the digests have in common.
    """
    if code is None or not hmac.compare_digest(code.digest, digest):
        raise CodeUnknown
    if code.used_at is not None:
        raise CodeUsed
    if code.voided_at is not None:
        raise CodeReplaced
    if now >= code.expires_at:
        raise CodeExpired


def check_place(person: Person, account_id: int) -> None:
    """Raise `PlaceTaken`, `PlaceClosed` or `PlaceSuspended` unless this account may join as this person."""
    if person.account_id not in (None, account_id):
        raise PlaceTaken
    if person.state != "active":
        raise PlaceSuspended if person.state == "suspended" else PlaceClosed


@dataclass
class NotAnInvite(Refusal):
    """What is to lead members to the server is no invitation of Discord's."""

    says: ClassVar[str] = N_(
        "No code was issued: --invite takes a link that Discord made, such as https://discord.gg/AbC123. On the "
        "server, Invite People, Edit invite link, Never, Copy."
    )


INVITE = re.compile(r"https://(?:discord\.gg|discord\.com/invite)/[A-Za-z0-9-]{2,100}")


def check_invite(link: str) -> None:
    """Return for a link that leads to a server of Discord's; raises `NotAnInvite`."""
    if not INVITE.fullmatch(link):
        raise NotAnInvite
