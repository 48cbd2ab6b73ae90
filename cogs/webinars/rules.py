"""What a webinar needs, and who may come."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from bot.errors import Gone, Refusal
from cogs.webinars.model import Plan, Webinar
from config.texts import N_

MOST_TITLE = 100  # Discord: a scheduled event's name
LEAST_MINUTES, MOST_MINUTES = 15, 240
AUDIENCES: dict[str, str] = {
    "practitioners": N_("practitioners"),
    "leads": N_("people who lead others"),
    "principals": N_("principals"),
}


@dataclass
class NoTitle(Refusal):
    """The title is empty."""

    says: ClassVar[str] = N_("A webinar needs a title. A few plain words about what people will take home are enough.")


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
class NoVoiceChannel(Refusal):
    """The audience has no voice channel to meet in."""

    audience: str
    says: ClassVar[str] = N_("There is no voice channel for this audience yet ({audience}). /setup makes one.")


@dataclass
class NotForYou(Refusal):
    """The webinar is for another audience."""

    says: ClassVar[str] = N_("This webinar is for another group. /webinar list shows the ones for you.")


def check_plan(plan: Plan) -> Plan:
    """Return the plan with a tidy title; raises the refusal that says what to change."""
    title = " ".join(plan.title.split())
    if not title:
        raise NoTitle
    if len(title) > MOST_TITLE:
        raise TitleTooLong(len(title))
    if not LEAST_MINUTES <= plan.minutes <= MOST_MINUTES:
        raise WrongLength(plan.minutes)
    if plan.audience not in AUDIENCES:
        raise Gone
    return replace(plan, title=title)


def is_open(webinar: Webinar, now: datetime) -> bool:
    """Say whether one can still say that one will come."""
    return now < webinar.ends_at


def may_come(webinar: Webinar, audiences: Collection[str]) -> bool:
    """Say whether somebody of these audiences may come."""
    return webinar.audience in audiences
