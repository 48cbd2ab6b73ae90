"""Newcomers, introductions and circles as they stand in the database, and what the matching is told of hosts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

NewcomerState = Literal["asked", "yes", "no", "done"]
IntroductionState = Literal["asked", "yes", "no", "silent"]
CircleState = Literal["asking", "begun", "dropped"]
SeatState = Literal["asked", "yes", "no"]


@dataclass(frozen=True)
class Newcomer:
    """Somebody who was asked whether they want to be introduced; `site_id` is the new school they stand for, if any."""

    id: int
    person_id: int
    site_id: int | None
    state: NewcomerState
    asked_at: datetime


@dataclass(frozen=True)
class Introduction:
    """A host who was asked whether they would like to meet a newcomer."""

    id: int
    newcomer_id: int  # the person
    host_id: int
    state: IntroductionState
    asked_at: datetime


@dataclass(frozen=True)
class AskedCircle:
    """A circle on a topic that people are asked to form."""

    id: int
    topic: str
    state: CircleState
    asked_at: datetime


@dataclass(frozen=True)
class Seat:
    """Somebody who was asked to join a circle."""

    id: int
    circle_id: int
    person_id: int
    state: SeatState


@dataclass(frozen=True)
class Principal:
    """A reader of the forum and their school, as the matching is told: plain data.

    `started_on` is when the person began, `opened_on` when the school did. `asked_at` is when they were last asked to
    meet somebody, `holds` whom they met in the last year, `is_free` whether they may be asked anything today.
    """

    person_id: int
    site_id: int | None
    district: str
    level: str
    opened_on: date | None
    started_on: date | None
    topics: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    is_willing: bool = True
    is_free: bool = True
    asked_at: datetime | None = None
    holds: int = 0


def keys_of(introduction: Introduction) -> tuple[str, str, str]:
    """Return what a host is asked under, and what both are told under."""
    number = introduction.id
    return f"forum.host:{number}", f"forum.met_host:{number}", f"forum.met_newcomer:{number}"
