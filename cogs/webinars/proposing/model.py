"""A proposal and those who make it happen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.people.rules import Audience

Part = Literal["supporter", "cohost", "speaker"]
PARTS: tuple[Part, ...] = ("supporter", "cohost", "speaker")
TEAM: tuple[Part, ...] = ("speaker", "cohost")
Task = Literal["aims", "questions", "materials"]
TASKS: tuple[Task, ...] = ("aims", "questions", "materials")
State = Literal["seeking", "planning", "scheduled", "dropped"]


@dataclass(frozen=True)
class Draft:
    """What somebody proposes, in their words."""

    theme_id: int
    audience: str
    minutes: int
    capacity: int | None
    title: str = ""
    aim: str = ""
    format: str = ""
    speakers: str = ""


@dataclass(frozen=True)
class Proposal:
    """A webinar that is still to be made: seeking supporters, planned by its team, or scheduled with a date.

    `parts` holds who does what by person; the words are empty once whoever wrote them was erased.
    """

    id: int
    theme_id: int
    proposer_id: int | None
    webinar_id: int | None
    state: State
    title: str
    audience: Audience
    minutes: int
    capacity: int | None
    aim: str
    format: str
    speakers: str
    link: str
    thread_id: int | None
    proposed_at: datetime
    card_channel_id: int | None = None
    card_message_id: int | None = None
    checklist_message_id: int | None = None
    parts: Mapping[int, Part] = field(default_factory=dict)
    done: frozenset[Task] = frozenset()

    @property
    def team(self) -> frozenset[int]:
        """Those who speak or co-host."""
        return frozenset(person for person, part in self.parts.items() if part in TEAM)

    @property
    def supporters(self) -> frozenset[int]:
        """Everybody besides the proposer who stands behind it: whoever volunteers supports it too."""
        return frozenset(self.parts) - {self.proposer_id}

    def who(self, part: Part) -> list[int]:
        """Return those who do one thing."""
        return [person for person, own in self.parts.items() if own == part]


def part_of(name: str) -> Part | None:
    """Return the part that a button names, None where it names none."""
    return next((part for part in PARTS if part == name), None)


def task_of(name: str) -> Task | None:
    """Return the task that a button names, None where it names none."""
    return next((task for task in TASKS if task == name), None)
