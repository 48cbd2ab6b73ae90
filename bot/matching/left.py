"""Why somebody got nobody, and what would help: never so that a private rule could be guessed from it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.matching.model import Left, Pool, Wish, apart_key
from bot.matching.rules import may_talk


def why_left(pool: Pool, waiting: Iterable[Wish]) -> tuple[Left, ...]:
    """Return for each mentee without a mentor why there is none."""
    offering = [mentor for mentor in pool.mentors if mentor.capacity > 0]
    return tuple(_left(pool, mentee, offering) for mentee in waiting)


def _left(pool: Pool, mentee: Wish, offering: list[Wish]) -> Left:
    """Say why; whom a private rule keeps apart simply looks as if nobody were free."""
    spoken = tuple(sorted(mentee.languages))
    others = [mentor for mentor in offering if mentor.person_id != mentee.person_id]
    if not others:
        return Left(mentee.person_id, "no_mentor", spoken)
    willing = [other for other in others if apart_key(mentee.person_id, other.person_id) not in pool.apart]
    if willing and not any(may_talk(mentee, other) for other in willing):
        return Left(mentee.person_id, "no_language", spoken)
    return Left(mentee.person_id, "no_free_mentor", spoken)
