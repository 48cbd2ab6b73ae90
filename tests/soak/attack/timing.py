"""Who was active by name when a post appeared? The posts' moments are public; the delay is what blurs them."""

from __future__ import annotations

import numpy as np

from tests.soak.attack.evidence import Evidence, Guesses, Numbers, Times

WINDOW = 1800.0  # seconds around a post in which commands are weighed
BIN = 30.0


def last_before(evidence: Evidence, seconds: float = 0) -> Guesses:
    """Guess whoever gave a named command last before a post, or so many seconds before it."""
    at = np.searchsorted(evidence.commands_at, evidence.seen_at - seconds) - 1
    return np.where(at >= 0, evidence.commands_by[np.maximum(at, 0)], -1)


def first_after(evidence: Evidence) -> Guesses:
    """Guess whoever gave a named command first after a post."""
    at = np.searchsorted(evidence.commands_at, evidence.seen_at)
    inside = np.minimum(at, len(evidence.commands_at) - 1)
    return np.where(at < len(evidence.commands_at), evidence.commands_by[inside], -1)


def likeliest(evidence: Evidence, habits: Times, *, samples: int = 2000, seed: int = 0) -> Guesses:
    """Guess whoever's nearest commands before and after fit best, by Bayes, for one who knows everybody's habits.

    `habits` are rehearsed posts: seconds since the author's last command and until the next, infinite where there is
    none. How often anybody else looks the same is counted at as many moments drawn from the posts' own hours.
    """
    authors = _table(habits[:, 0], habits[:, 1]) / len(habits)
    random = np.random.default_rng(seed)
    others = np.zeros_like(authors)
    for moment in random.choice(evidence.seen_at, samples) + random.uniform(-3600, 3600, samples):
        _, before, after = _nearest(evidence, moment)
        others += _table(before, after)
    others /= samples * len(evidence.accounts)
    likelier = authors / np.maximum(others, 0.5 / (samples * len(evidence.accounts)))
    guesses = np.full(len(evidence.posts), -1, np.int64)
    for place, seen in enumerate(evidence.seen_at):
        members, before, after = _nearest(evidence, seen)
        if len(members):
            guesses[place] = members[likelier[_bins(before), _bins(after)].argmax()]
    return guesses


def _nearest(evidence: Evidence, moment: float) -> tuple[Numbers, Times, Times]:
    """Return who gave a command around a moment, how long before it and how long after."""
    low, high = np.searchsorted(evidence.commands_at, (moment - WINDOW, moment + WINDOW))
    members, inverse = np.unique(evidence.commands_by[low:high], return_inverse=True)
    gaps = moment - evidence.commands_at[low:high]
    before, after = np.full(len(members), np.inf), np.full(len(members), np.inf)
    np.minimum.at(before, inverse[gaps >= 0], gaps[gaps >= 0])
    np.minimum.at(after, inverse[gaps < 0], -gaps[gaps < 0])
    return members, before, after


def nearest_habits(by: Numbers, at: Times, seen: Times) -> Times:
    """Return rehearsed posts as `likeliest` takes them."""
    gaps = seen[by] - at
    found = np.full((len(seen), 2), np.inf)
    np.minimum.at(found[:, 0], by[gaps >= 0], gaps[gaps >= 0])
    np.minimum.at(found[:, 1], by[gaps < 0], -gaps[gaps < 0])
    return found


def _bins(gaps: Times) -> Numbers:
    return np.minimum(gaps / BIN, WINDOW / BIN).astype(np.int64)  # the last stands for none


def _table(before: Times, after: Times) -> Times:
    counts = np.zeros((int(WINDOW / BIN) + 1,) * 2)
    np.add.at(counts, (_bins(before), _bins(after)), 1)
    return counts


def rows_at(evidence: Evidence) -> Guesses:
    """Guess whoever is named in a dated row of the database nearest before a post, in any table."""
    dated: list[tuple[float, int]] = []
    for table in evidence.tables():
        for row in evidence.rows(f'SELECT * FROM "{table}"'):
            times = [_instant(value) for value in row if isinstance(value, str)]
            named = [evidence.place[value] for value in row if isinstance(value, int) and value in evidence.place]
            named += [
                evidence.place[int(tail)]
                for value in row
                if isinstance(value, str)
                and (tail := value.rpartition(":")[2]).isdigit()
                and int(tail) in evidence.place
            ]
            dated += [(when, who) for when in times if when is not None for who in named]
    if not dated:
        return np.full(len(evidence.posts), -1, np.int64)
    dated.sort()
    when, who = np.array([each[0] for each in dated]), np.array([each[1] for each in dated], np.int64)
    return who[np.maximum(np.searchsorted(when, evidence.seen_at) - 1, 0)]


def nearest_number(evidence: Evidence, *, by_joining: bool) -> Guesses:
    """Guess whoever's account, or moment of joining, is nearest to the post's number or moment."""
    values = evidence.joined if by_joining else evidence.accounts.astype(float)
    wanted = evidence.seen_at if by_joining else np.array([float(post["message_id"]) for post in evidence.posts])
    order = np.argsort(values)
    return order[np.minimum(np.searchsorted(values[order], wanted), len(order) - 1)].astype(np.int64)


def _instant(text: str) -> float | None:
    if len(text) < 19 or text[4:5] != "-" or text[10:11] not in {" ", "T"}:
        return None
    try:
        return float(np.datetime64(text[:26].replace(" ", "T")).astype("datetime64[us]").astype(np.int64)) / 1e6
    except ValueError:
        return None
