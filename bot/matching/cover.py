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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.matching.fit import FORBIDDEN, Scores

NEVER = np.iinfo(np.int64).max  # the level of the part that never closed
NOBODY = -1

Indices = NDArray[np.int64]


@dataclass(frozen=True)
class Part:
    """People who are matched among themselves: indices of mentees and mentors.

    Where a part is closed, all its places are filled in every optimum. `must` says of each of its mentees whether they
    get somebody in every optimum; `held` is a mentor with whom they all could be (`NOBODY` for those who may wait).
    """

    mentees: Indices
    mentors: Indices
    must: NDArray[np.bool_]
    held: Indices
    is_closed: bool

    def held_here(self) -> Indices:
        """Return `held` as positions among the mentors of this part."""
        found = np.searchsorted(self.mentors, self.held)
        return np.where(self.held == NOBODY, NOBODY, found)


def parts_of(table: Scores, room: Sequence[int], days_waiting: Sequence[int]) -> Iterator[Part]:
    """Yield the parts every optimum keeps to.

    `table[mentee, mentor]` is `FORBIDDEN` where a hard rule stands between them; `room` counts places, at least 0.
    """
    cover = _Cover(table, room)
    levels = {days: level for level, days in enumerate(sorted(set(days_waiting), reverse=True))}
    own = np.array([levels[days] for days in days_waiting], dtype=np.int64)
    for mentee in np.argsort(own, kind="stable").tolist():
        cover.serve(mentee, int(own[mentee]))
    must = cover.mentee_level != own
    has_places = np.array(room, dtype=np.int64) > 0
    for level in np.unique(cover.mentee_level).tolist():
        mentees = np.flatnonzero(cover.mentee_level == level)
        mentors = np.flatnonzero((cover.mentor_level == level) & has_places)
        yield Part(mentees, mentors, must[mentees], cover.held_by[mentees], is_closed=level != NEVER)


class _Cover:
    """A growing assignment: `taken[mentor]` are the mentees they hold, `held_by[mentee]` is their mentor."""

    def __init__(self, table: Scores, room: Sequence[int]) -> None:
        mentees, mentors = table.shape
        self.mentee_level = np.full(mentees, NEVER)
        self.mentor_level = np.full(mentors, NEVER)
        self.held_by = np.full(mentees, NOBODY)
        self._table = table
        self._taken: list[set[int]] = [set() for _ in range(mentors)]
        self._room = list(room)
        self._has_room = np.array(room, dtype=np.int64) > 0
        self._is_open = np.ones(mentors, dtype=np.bool_)  # a closed part can free nothing any more

    def serve(self, mentee: int, level: int) -> None:
        """Give the mentee somebody, moving others if need be; where that is impossible, close the part it reaches."""
        free = (self._table[mentee] > FORBIDDEN) & self._has_room
        if free.any():
            self._move_along(mentor := int(free.argmax()), {mentor: mentee})
            return
        came_from: dict[int, int] = {}  # mentor -> the mentee the search reached them from
        seen = {mentee}
        queue = deque([mentee])
        unseen = self._is_open.copy()
        while queue:
            person = queue.popleft()
            reached = (self._table[person] > FORBIDDEN) & unseen
            free = reached & self._has_room
            if (mentor := int(free.argmax()) if free.size else NOBODY) != NOBODY and free[mentor]:
                came_from[mentor] = person
                self._move_along(mentor, came_from)
                return
            unseen &= ~reached
            for mentor in np.flatnonzero(reached).tolist():
                came_from[mentor] = person
                holders = self._taken[mentor] - seen
                seen |= holders
                queue.extend(sorted(holders))
        self.mentee_level[list(seen)] = level
        self.mentor_level[list(came_from)] = level
        self._is_open[list(came_from)] = False

    def _move_along(self, mentor: int, came_from: dict[int, int]) -> None:
        free = mentor
        while free != NOBODY:
            person = came_from[free]
            before = int(self.held_by[person])
            if before != NOBODY:
                self._taken[before].discard(person)
            self._taken[free].add(person)
            self.held_by[person] = free
            free = before
        self._has_room[mentor] = len(self._taken[mentor]) < self._room[mentor]
