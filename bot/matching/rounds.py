"""One round: a pool in, matches with reasons out, and everybody who is left over with the reason."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from bot.matching.fit import scores_of, shared_languages
from bot.matching.model import Left, Match, Outcome, Pool, Wish, apart_key
from bot.matching.reasons import reasons_for
from bot.matching.solve import assign


def match(pool: Pool) -> Outcome:
    """Return the optimum of the pool; the same pool gives the same answer, in whatever order it is told.

    Plain data in and out, so that a worker process can run it.
    """
    pool = replace(pool, mentees=_in_order(pool.mentees), mentors=_in_order(pool.mentors))
    allowed, scores = allowed_pairs(pool), scores_of(pool)
    capacity = [mentor.capacity for mentor in pool.mentors]
    pairs = assign(allowed, scores, capacity, [mentee.days_waiting for mentee in pool.mentees])
    matches = tuple(
        Match(
            pool.mentees[row].person_id,
            pool.mentors[column].person_id,
            int(scores[row, column]),
            reasons_for(pool.mentees[row], pool.mentors[column]),
        )
        for row, column in pairs
    )
    served = {found.mentee_id for found in matches}
    left = tuple(_left(pool, mentee) for mentee in pool.mentees if mentee.person_id not in served)
    return Outcome(matches, left)


def allowed_pairs(pool: Pool) -> NDArray[np.bool_]:
    """Return which mentee (row) may be paired with which mentor (column): `rules.bar_between` for the whole pool."""
    allowed = shared_languages(pool) > 0
    row_of = {mentee.person_id: row for row, mentee in enumerate(pool.mentees)}
    column_of = {mentor.person_id: column for column, mentor in enumerate(pool.mentors)}
    for person in row_of.keys() & column_of.keys():
        allowed[row_of[person], column_of[person]] = False
    for one, other in pool.apart:
        for mentee, mentor in ((one, other), (other, one)):
            if mentee in row_of and mentor in column_of:
                allowed[row_of[mentee], column_of[mentor]] = False
    return allowed


def _in_order(wishes: tuple[Wish, ...]) -> tuple[Wish, ...]:
    return tuple(sorted(wishes, key=lambda wish: wish.person_id))


def _left(pool: Pool, mentee: Wish) -> Left:
    """Say why, without telling that a private rule stood in the way: that looks like nobody being free."""
    others = [mentor for mentor in pool.mentors if mentor.person_id != mentee.person_id and mentor.capacity > 0]
    if not others:
        return Left(mentee.person_id, "no_mentor")
    willing = [other for other in others if apart_key(mentee.person_id, other.person_id) not in pool.apart]
    if willing and all(mentee.languages.isdisjoint(other.languages) for other in willing):
        return Left(mentee.person_id, "no_language")
    return Left(mentee.person_id, "no_free_mentor")
