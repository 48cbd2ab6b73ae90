"""Who asked? An attacker who sees who was drawn for questions without a name guesses their askers.

Run: python -m tests.soak.helpers [--principals 300] [--districts 12] [--questions 10000] [--seed 0]
The attacker knows the roster, the rules and everything that was drawn, and guesses whoever is likeliest. In the same
run a control: helpers chosen in the order that serves questions under a name, from which that attacker must learn more.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from math import comb
from random import Random

from cogs.forum.reaching.rules import Need, Principal, choose
from cogs.forum.reaching.unseen import MOST_GAIN, Crowd, crowd, draw, pool_of

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
TOPICS = 13
Guess = Callable[[Sequence[int]], int]


def people(count: int, districts: int, dice: Random) -> list[Principal]:
    """Draw principals; some districts are several times as large as others."""
    return [
        Principal(
            number,
            f"District {min(dice.randrange(districts), dice.randrange(districts))}",
            dice.choice(("elementary", "middle", "high")),
            frozenset(f"topic{each}" for each in dice.sample(range(TOPICS), 3)),
            is_willing=True,
            is_here=True,
            carried=dice.randrange(6),
        )
        for number in range(count)
    ]


def run(count: int, districts: int, questions: int, seed: int) -> tuple[float, float, int]:
    """Return the share of askers guessed from the draws, the control's, and how many questions had a draw."""
    dice = Random(seed)  # noqa: S311 -- the same life in every run
    known = people(count, districts, dice)
    among = crowd({one.person_id: one.district for one in known}, {}, known)
    hits, betrayed, drawn = 0.0, 0.0, 0
    for _ in range(questions):
        asker, topic = dice.choice(known), f"topic{dice.randrange(TOPICS)}"
        fitting = [one for one in known if topic in one.knows]
        pool, size = pool_of(fitting, known, among)
        found = draw(asker.person_id, pool, size, among, dice)
        drawn += bool(found)
        hits += _likeliest(among, pool, found, asker.person_id)
        betrayed += _from_named(known, topic, asker)
    return hits / questions, betrayed / questions, drawn


def _likeliest(among: Crowd, pool: Sequence[int], found: Sequence[int], asker: int) -> float:
    """Return the chance with which the likeliest askers of a draw include the real one, ties broken by lot."""
    if not found:
        return 1 / len(among.avoids)
    drawn, all_of = set(found), set(pool)
    odds = {
        each: 1 / comb(len(all_of - avoided), len(found))
        for each, avoided in among.avoids.items()
        if avoided.isdisjoint(drawn)
    }
    best = max(odds.values())
    likeliest = [each for each, chance in odds.items() if chance == best]
    return (asker in likeliest) / len(likeliest)


def _from_named(known: Sequence[Principal], topic: str, asker: Principal) -> float:
    """Return the same for helpers chosen as for a question under a name: simulated for each possible asker."""

    def chosen(one: Principal) -> tuple[int, ...]:
        return tuple(choose(Need(one.person_id, one.district, one.level, topic), known, related=(), now=NOW))

    groups = {(one.district, one.level): one for one in known}  # the choice depends on no more, but for oneself
    seen = chosen(asker)
    fits = {key for key, one in groups.items() if chosen(one) == seen} | {(asker.district, asker.level)}
    return 1 / sum((one.district, one.level) in fits for one in known)


def main() -> None:
    """Attack once, print, and fail where the draw says too much or the control says no more."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--principals", type=int, default=300)
    options.add_argument("--districts", type=int, default=12)
    options.add_argument("--questions", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=0)
    chosen = options.parse_args()
    check(chosen.principals, chosen.districts, chosen.questions, chosen.seed)


def check(principals: int, districts: int, questions: int, seed: int) -> None:
    """Print what the attacker learned, and hold it against the limits."""
    guessed, control, drawn = run(principals, districts, questions, seed)
    chance = 1 / principals
    print(  # noqa: T201 -- what this command is for
        f"{questions:,} questions of {principals} principals, {drawn:,} with a draw: guessed {guessed:.4%}, "
        f"{guessed / chance:.2f} times chance (at most {MOST_GAIN}); control {control / chance:.2f} times"
    )
    spread = 4 * (MOST_GAIN * chance / questions) ** 0.5  # four standard deviations of a share this small
    assert guessed <= MOST_GAIN * chance + spread, "the draw says more of the asker than promised"
    assert control > guessed, "the attacker is too weak: the control held"


if __name__ == "__main__":
    main()
