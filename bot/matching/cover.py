"""Who gets somebody: as many mentees as possible, and among those the longest waiting.

The sets of mentees who can be served together are a matroid, so taking them in order of waiting and freeing a place
by an alternating path where one can be freed is already optimal: in number, and in the sorted list of days waited.
Where no path frees a place, the search has seen a closed part of the pool: mentors who are all full, with people who
could go to no other mentor. That part is settled at the level of waiting where it closed:

- its mentors stay full with people of that part, in every optimum;
- whoever is in it and was met at an earlier level must get somebody; those of that very level share what is left;
- whoever is outside must get somebody, and not from this part.

So every optimum uses only edges inside one part, and the best fit can be found part by part without a big number
standing for "coverage first".
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

NEVER = np.iinfo(np.int64).max  # the level of the part that never closed


@dataclass(frozen=True)
class Parts:
    """At which level each mentee's and each mentor's part closed, and which mentees must get somebody."""

    mentee_level: NDArray[np.int64]
    mentor_level: NDArray[np.int64]
    must: NDArray[np.bool_]


@dataclass
class _Cover:
    """A growing assignment: `taken[mentor]` are the mentees they hold, `held_by[mentee]` is their mentor."""

    allowed: NDArray[np.bool_]
    capacity: Sequence[int]
    mentee_level: NDArray[np.int64] = field(init=False)
    mentor_level: NDArray[np.int64] = field(init=False)
    taken: list[set[int]] = field(init=False)
    held_by: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        mentees, mentors = self.allowed.shape
        self.mentee_level = np.full(mentees, NEVER)
        self.mentor_level = np.full(mentors, NEVER)
        self.taken = [set() for _ in range(mentors)]

    def serve(self, mentee: int, level: int) -> None:
        """Give the mentee somebody, moving others if need be; where that is impossible, close the part it reaches."""
        came_from: dict[int, int] = {}  # mentor -> the mentee the search reached them from
        seen = {mentee}
        queue = deque([mentee])
        unseen = self.mentor_level == NEVER  # a closed part can free nothing any more
        while queue:
            person = queue.popleft()
            for mentor in np.flatnonzero(self.allowed[person] & unseen).tolist():
                unseen[mentor] = False
                came_from[mentor] = person
                if len(self.taken[mentor]) < self.capacity[mentor]:
                    self._move_along(mentor, came_from)
                    return
                holders = self.taken[mentor] - seen
                seen |= holders
                queue.extend(sorted(holders))
        self.mentee_level[list(seen)] = level
        self.mentor_level[list(came_from)] = level

    def _move_along(self, mentor: int, came_from: dict[int, int]) -> None:
        free: int | None = mentor
        while free is not None:
            person = came_from[free]
            before = self.held_by.get(person)
            if before is not None:
                self.taken[before].discard(person)
            self.taken[free].add(person)
            self.held_by[person] = free
            free = before


def parts_of(allowed: NDArray[np.bool_], capacity: Sequence[int], days_waiting: Sequence[int]) -> Parts:
    """Return the parts every optimum keeps to.

    `allowed[mentee, mentor]` is False where a hard rule stands between them; capacities are at least 0.
    """
    cover = _Cover(allowed, capacity)
    levels = {days: level for level, days in enumerate(sorted(set(days_waiting), reverse=True))}
    level_of = [levels[days] for days in days_waiting]
    for mentee in sorted(range(len(level_of)), key=level_of.__getitem__):
        cover.serve(mentee, level_of[mentee])
    own = np.array(level_of, dtype=np.int64)
    return Parts(cover.mentee_level, cover.mentor_level, must=cover.mentee_level != own)
