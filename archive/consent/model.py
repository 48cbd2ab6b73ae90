"""A contribution as its author and reviewer see it, and a statement as the digest sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from archive.consent.rules import Purpose, State

Held = tuple[str, str]  # words that are left and may point at somebody, and why


@dataclass(frozen=True)
class Offer:
    """What a person hands over: the anonymized words, and what was typed."""

    words: str
    original: str
    kind: str = "concern"
    topic: str = "other"
    language: str = "en"
    issue_id: int | None = None
    masked: Sequence[tuple[str, str]] = ()  # what was masked and what stands there now
    held: Sequence[Held] = ()


@dataclass(frozen=True)
class Proposal:
    """A reviewer's rewording, masked like every text, and the purposes its author had said yes to."""

    words: str
    held: tuple[Held, ...]
    purposes: frozenset[Purpose]


@dataclass(frozen=True)
class Contribution:
    """A text its author offers for the archive, in its masked words."""

    id: int
    person_id: int | None
    issue_id: int | None
    words: str
    held: tuple[Held, ...]
    language: str
    kind: str
    topic: str
    site_id: int | None
    district: str | None
    region: str | None
    month: str
    state: State
    reason: str | None
    proposal: Proposal | None
    offered_at: datetime
    changed_at: datetime


@dataclass(frozen=True)
class Statement:
    """Anonymized words that may be published: consent was verified as this was read.

    ``person_id`` is there to count people, never to be shown or stored with the words.
    """

    contribution_id: int
    words: str
    language: str
    kind: str
    topic: str
    month: str
    person_id: int
    issue_id: int | None
    site_id: int | None
    district: str | None
    region: str | None
    yes: str  # the fingerprint of the yes to exactly these words


@dataclass(frozen=True)
class Counted:
    """An issue whose author said yes to being counted, without its words."""

    issue_id: int
    person_id: int
    given_at: datetime
