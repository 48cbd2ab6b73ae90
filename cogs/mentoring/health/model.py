"""What a steward is shown of mentoring: numbers, and None where a group is too small to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """One position or district: how many of it wait and how many are in pairs."""

    name: str
    waiting: int
    paired: int


@dataclass(frozen=True)
class Year:
    """What was said at the check-ins of a school year that is over: how many answered, and how many said yes."""

    began: int
    answered: int
    met: int
    judged: int
    worth: int  # in full or in part


@dataclass(frozen=True)
class Health:
    """Mentoring in numbers.

    `waits` counts mentees who wait by weeks (`rules.BANDS`); `meeting` of `answered` pairs met by their last check-in,
    both None while so few pairs have answered that a number would tell what one of them said. `small` counts the people
    in groups that are too small to be named. `year` is the last school year whose answers are all numbers by now.
    """

    waiting: int
    too_long: int
    longest_days: int
    median_days: int
    proposed: int
    paired: int
    free_places: int
    waits: tuple[int, ...]
    answered: int | None
    meeting: int | None
    positions: tuple[Group, ...]
    districts: tuple[Group, ...]
    small: Mapping[str, int]
    year: Year | None = None
