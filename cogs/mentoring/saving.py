"""What may be saved in a wish, and what its author reads where it may not. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from bot.errors import Refusal
from cogs.mentoring.model import MentoringWish
from config.community import Community
from config.texts import N_

MOST_NAMES, LONGEST_NAME = 10, 80


@dataclass
class NothingChosen(Refusal):
    """A wish without topics or languages is about to be saved."""

    says: ClassVar[str] = N_(
        "Choose at least one topic and one language above first. Then save, and you're on the list."
    )


@dataclass
class BadCapacity(Refusal):
    """The number of mentees is no number, or out of bounds."""

    most: int
    says: ClassVar[str] = N_(
        "How many people you can take must be a number from 1 to {most}. Nothing was saved; please try again."
    )


@dataclass
class NotYourself(Refusal):
    """Somebody names themselves as a person never to be paired with."""

    says: ClassVar[str] = N_("You are never paired with yourself. Name somebody else, or leave that box empty.")


@dataclass
class NotLinkedYet(Refusal):
    """An account that is nobody's on the roster is chosen for the private list."""

    says: ClassVar[str] = N_(
        "One of those you chose has not joined Staffroom yet, so the list stays as it was. Write their name in the "
        "form instead: it counts as soon as they join."
    )


@dataclass
class NotJoinedYet(Refusal):
    """An account that is nobody's on the roster is named in the command."""

    says: ClassVar[str] = N_(
        "Whom you chose has not joined Staffroom yet, so they aren't on your list. Give the command without them, "
        "press “Write a line and save” and write their name there: it counts as soon as they join."
    )


@dataclass
class TooManyNames(Refusal):
    """The box of names holds more than it can."""

    most: int
    longest: int
    says: ClassVar[str] = N_(
        "Write at most {most} names of at most {longest} letters each, with commas between. Nothing was saved; please "
        "try again."
    )


def read_capacity(text: str, community: Community) -> int:
    """Return how many mentees somebody wrote they can take; raises `BadCapacity`. Empty means the default."""
    most = community.mentoring.capacity_most
    if not text.strip():
        return min(community.mentoring.capacity_default, most)
    number = int(text) if text.strip().isascii() and text.strip().isdigit() else 0
    if not 1 <= number <= most:
        raise BadCapacity(most)
    return number


def read_names(text: str) -> tuple[str, ...]:
    """Return the names somebody wrote, each once; raises `TooManyNames`."""
    names = {" ".join(name.split()): None for name in re.split(r"[,;\n]", text)}
    found = tuple(name for name in names if name)
    if len(found) > MOST_NAMES or any(len(name) > LONGEST_NAME for name in found):
        raise TooManyNames(MOST_NAMES, LONGEST_NAME)
    return found


def save(wish: MentoringWish, about: str, capacity: int, now: datetime) -> MentoringWish:
    """Return the wish with its line, open; its place in the queue stays. Raises `NothingChosen`."""
    if not wish.topics or not wish.languages:
        raise NothingChosen
    since = wish.waiting_since or now
    return replace(wish, state="open", about=about.strip(), capacity=capacity, waiting_since=since)
