"""What a webinar needs, and who may come."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar

from bot.errors import Gone, Refusal
from cogs.webinars.model import Plan, Webinar
from config.texts import N_

MOST_TITLE = 100  # Discord: a scheduled event's name
LEAST_MINUTES, MOST_MINUTES = 15, 240
MOST_PLACES = 1000
AHEAD = timedelta(days=366)  # a later year is a slip of the finger; Discord takes five years
AUDIENCES: dict[str, str] = {
    "practitioners": N_("practitioners"),
    "leads": N_("people who lead others"),
    "principals": N_("principals"),
}


@dataclass
class NoTitle(Refusal):
    """The title is empty."""

    says: ClassVar[str] = N_("Give the webinar a title. A few plain words about what people will take home are enough.")


@dataclass
class TitleTooLong(Refusal):
    """The title does not fit into Discord's calendar."""

    length: int
    most: int = MOST_TITLE
    says: ClassVar[str] = N_("The title has {length} characters and the calendar shows {most}. Try a shorter one.")


@dataclass
class WrongLength(Refusal):
    """It would last too short or too long."""

    minutes: int
    least: int = LEAST_MINUTES
    most: int = MOST_MINUTES
    says: ClassVar[str] = N_("A webinar lasts between {least} and {most} minutes. Pick a length in between.")


@dataclass
class WrongCapacity(Refusal):
    """It would hold nobody, or more people than Discord lets into a channel."""

    most: int = MOST_PLACES
    says: ClassVar[str] = N_("A webinar has between 1 and {most} places. Leave it out, and as many come as want to.")


@dataclass
class TooFarAhead(Refusal):
    """The time lies in a later year."""

    written: str
    says: ClassVar[str] = N_("“{written}” is more than a year away. Check the year, or plan it closer to the day.")


@dataclass
class NoVoiceChannel(Refusal):
    """The audience has no voice channel to meet in."""

    audience: str
    vocabulary: ClassVar[frozenset[str]] = frozenset({"audience"})
    says: ClassVar[str] = N_("There is no voice channel for this audience yet ({audience}). /setup makes one.")


@dataclass
class Over(Gone):
    """The webinar is over, or was called off."""

    says: ClassVar[str] = N_(
        "This webinar is over, or was called off, so nothing was changed. /webinar list shows what is ahead."
    )


@dataclass
class NotForYou(Refusal):
    """The webinar is for another audience."""

    says: ClassVar[str] = N_("This webinar is for another group. /webinar list shows the ones for you.")


@dataclass
class NotYourGroup(NotForYou):
    """Somebody proposes a webinar for a group that they are not in."""

    says: ClassVar[str] = N_(
        "A webinar is proposed by somebody of the group it is for, and you aren't in that one. Choose another "
        "audience, or ask a steward to propose it; /help says who they are."
    )


def check_plan(plan: Plan) -> Plan:
    """Return the plan with a tidy title; raises the refusal that says what to change."""
    title = check_title(plan.title)
    check_frame(plan.audience, plan.minutes, plan.capacity)
    return replace(plan, title=title)


def check_title(title: str) -> str:
    """Return a title as the calendar shows it; raises NoTitle or TitleTooLong."""
    tidy = " ".join(title.split())
    if not tidy:
        raise NoTitle
    if len(tidy) > MOST_TITLE:
        raise TitleTooLong(len(tidy))
    return tidy


def check_frame(audience: str, minutes: int, capacity: int | None) -> None:
    """Check for whom, how long and for how many it is; raises WrongLength, WrongCapacity, `Gone` for no audience."""
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise WrongLength(minutes)
    if capacity is not None and not 1 <= capacity <= MOST_PLACES:
        raise WrongCapacity
    if audience not in AUDIENCES:
        raise Gone


def check_ahead(written: str, starts_at: datetime, now: datetime) -> datetime:
    """Return a start that lies ahead, if it is no more than a year away; raises TooFarAhead."""
    if starts_at - now > AHEAD:
        raise TooFarAhead(written[:40])
    return starts_at


def is_open(webinar: Webinar, now: datetime) -> bool:
    """Say whether one can still say that one will come."""
    return not webinar.is_cancelled and now < webinar.ends_at


def may_come(webinar: Webinar, audiences: Collection[str]) -> bool:
    """Say whether somebody of these audiences may come."""
    return webinar.audience in audiences
