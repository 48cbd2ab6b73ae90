"""Issues and themes as the rest of the house sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Issue:
    """A concern or a suggestion raised by a member."""

    id: int
    person_id: int | None  # None where it was raised without a name
    site_id: int | None
    theme_id: int | None
    kind: str
    topic: str | None
    for_policymakers: str
    text: str
    raised_at: datetime
    status: str = "heard"
    status_reason: str | None = None


@dataclass(frozen=True)
class Theme:
    """Issues that belong together; its title is None from an erasure of words until the next grouping."""

    id: int
    title: str | None
    begun_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True)
class RankedTheme:
    """A theme with whom it touches: distinct sites and distinct people, raising and supporting together."""

    id: int
    title: str | None
    sites: int
    people: int
    issues: int


@dataclass(frozen=True)
class Group:
    """What a grouping found: issues that belong together, and the words that tell them from the rest."""

    issue_ids: Sequence[int]
    keywords: Sequence[str]
