"""What a meetup needs, on which days it rests, whose turn it is, and what is still worth telling."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import ClassVar

from bot.calendar.school import SchoolCalendar
from bot.errors import Refusal
from cogs.meetups.model import BEFORE, DueKind, Meetup, Member, Plan
from config.texts import N_

MOST_TITLE = 80
LEAST_MINUTES, MOST_MINUTES = 15, 180
MOST_IN_SPACE = 5  # of a room whose members want more, each could be a room
FARTHEST = timedelta(days=366)
MEETS_IN = frozenset({"room", "thread", "voice"})  # spaces that people can gather and write in


@dataclass
class NoTitle(Refusal):
    """The title is empty."""

    says: ClassVar[str] = N_("Give the meeting a name. Two or three plain words are enough.")


@dataclass
class WrongLength(Refusal):
    """It would last too short or too long."""

    least: int = LEAST_MINUTES
    most: int = MOST_MINUTES
    says: ClassVar[str] = N_("A peer meeting lasts between {least} and {most} minutes. Pick a length in between.")


@dataclass
class TooFarAhead(Refusal):
    """The first meeting would be more than a year away."""

    says: ClassVar[str] = N_("The first meeting would be more than a year away. Pick a day within a year.")


@dataclass
class NotHere(Refusal):
    """The command was given where nobody meets."""

    says: ClassVar[str] = N_(
        "Peer meetings belong to a room, a thread or a voice channel of this network. Go to the one whose members are "
        "to meet, and give the command there."
    )


@dataclass
class EnoughHere(Refusal):
    """The space has as many meetups as are kept apart easily."""

    most: int = MOST_IN_SPACE
    says: ClassVar[str] = N_(
        "{most} peer meetings take place here already. Join one of them with /meetup list, or open a room of your own."
    )


@dataclass
class NoneHere(Refusal):
    """No meetup belongs to the place where the command was given."""

    says: ClassVar[str] = N_(
        "No peer meeting belongs to this place. /meetup list shows those of your rooms, and /meetup start begins one "
        "where you are."
    )


@dataclass
class WhichMeetup(Refusal):
    """There is more than one here, and none was named."""

    count: int
    says: ClassVar[str] = N_(
        "{count} peer meetings belong to this place. Pick the one you mean from the list that the command offers, or "
        "look with /meetup list."
    )


@dataclass
class NotAmong(Refusal):
    """The person has not said that they come."""

    says: ClassVar[str] = N_("You haven't joined this peer meeting. /meetup list has the button.")


@dataclass
class NotYours(Refusal):
    """Only some may change it for everybody."""

    says: ClassVar[str] = N_(
        "Whoever started this peer meeting, its next host or a steward can do that. Ask one of them in the room."
    )


@dataclass
class NoMeetingThen(Refusal):
    """No meeting is planned on that day."""

    days: str
    says: ClassVar[str] = N_("No meeting is planned on that day. Choose one of these: {days}.")


@dataclass
class NobodyElse(Refusal):
    """There is nobody to hand a turn on to."""

    says: ClassVar[str] = N_(
        "Nobody else has joined, so there is nobody to hand it on to. You can skip this meeting with /meetup skip."
    )


@dataclass
class HasHost(Refusal):
    """Somebody else hosts already."""

    says: ClassVar[str] = N_(
        "Somebody else hosts this meeting already; thank you all the same. /meetup list shows the next ones."
    )


def check_plan(plan: Plan, *, starts_at: datetime, now: datetime) -> Plan:
    """Return the plan with a tidy title; raises the refusal that says what to change."""
    title = " ".join(plan.title.split())
    if not title:
        raise NoTitle
    if not LEAST_MINUTES <= plan.minutes <= MOST_MINUTES:
        raise WrongLength
    if starts_at - now > FARTHEST:
        raise TooFarAhead
    return replace(plan, title=title[:MOST_TITLE])


def is_resting(day: date, school: SchoolCalendar, districts: Sequence[str | None]) -> bool:
    """Say whether no meeting is held on a day: the whole network is off, or half of those who come, or more."""
    off = sum(school.is_off(day, district) for district in districts)
    return school.is_off(day) or (off > 0 and 2 * off >= len(districts))


def next_host(members: Iterable[Member], *, but: Collection[int] = ()) -> int | None:
    """Return whose turn it is: whoever has not hosted yet in the order they joined, then the longest ago."""
    able = [member for member in members if member.person_id not in but]
    first = min(able, key=_order, default=None)
    return first.person_id if first is not None else None


def _order(member: Member) -> tuple[bool, datetime, datetime, int]:
    return member.turn_at is not None, member.turn_at or member.joined_at, member.joined_at, member.person_id


def dues_of(starts_at: datetime) -> dict[DueKind, datetime]:
    """Return when what is owed for a meeting is due."""
    return {kind: starts_at - before for kind, before in BEFORE.items()}


def worth_telling(due: Collection[DueKind], *, starts_at: datetime, now: datetime) -> DueKind | None:
    """Return which of what is due is still told: the last, for it says all the others did; nothing once it began."""
    if now >= starts_at:
        return None
    return next((kind for kind in reversed(BEFORE) if kind in due), None)


def may_change(meetup: Meetup, person_id: int, *, host_id: int | None, members: Collection[int], steward: bool) -> bool:
    """Say whether a person may skip, change or end it for everybody.

    Where its starter no longer comes, everybody who does may.
    """
    if steward or person_id in {meetup.starter_id, host_id}:
        return True
    return meetup.starter_id not in members and person_id in members
