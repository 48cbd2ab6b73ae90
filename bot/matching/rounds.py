"""One round: a pool in, matches with reasons out, and everybody who is left over with the reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from random import Random

from bot.matching.fit import Scores, load_steps, table_of
from bot.matching.left import why_left
from bot.matching.model import Match, Outcome, Pool, Wish
from bot.matching.reasons import reasons_for
from bot.matching.solve import assign


def match(pool: Pool, seed: int = 0) -> Outcome:
    """Return the optimum of the pool; the same pool and seed give the same answer, in whatever order it is told.

    The seed decides among assignments that are worth the same. Plain data in and out, so that a worker process can run
    it. Raises `ValueError` where the weights are too large to be added up exactly.
    """
    dice = Random(seed)  # noqa: S311 -- repeatable on purpose
    pool = replace(pool, mentees=_shuffled(pool.mentees, dice), mentors=_shuffled(pool.mentors, dice))
    table = table_of(pool)
    steps = [load_steps(pool.weights, mentor) for mentor in pool.mentors]
    pairs = assign(table, steps, [mentee.days_waiting for mentee in pool.mentees], seed=seed)
    matches = sorted(_matches(pool, table, steps, pairs), key=lambda found: found.mentee_id)
    served = {found.mentee_id for found in matches}
    waiting = sorted(
        (mentee for mentee in pool.mentees if mentee.person_id not in served), key=lambda mentee: mentee.person_id
    )
    return Outcome(tuple(matches), why_left(pool, waiting))


def _shuffled(wishes: Iterable[Wish], dice: Random) -> tuple[Wish, ...]:
    """Return the wishes in an order that depends on who is there and the seed only: no id goes first for ever."""
    order = sorted(wishes, key=lambda wish: wish.person_id)
    dice.shuffle(order)
    return tuple(order)


def _matches(pool: Pool, table: Scores, steps: list[list[int]], pairs: Iterable[tuple[int, int]]) -> Iterator[Match]:
    held: dict[int, list[int]] = defaultdict(list)
    for row, column in pairs:
        held[column].append(row)
    for column, rows in held.items():
        mentor, scores = pool.mentors[column], table[rows, column].tolist()
        best_first = sorted(zip(scores, rows, strict=True), key=lambda scored: (-scored[0], scored[1]))
        for (score, row), step in zip(best_first, steps[column], strict=False):
            mentee = pool.mentees[row]
            yield Match(mentee.person_id, mentor.person_id, score - step, reasons_for(mentee, mentor))
