"""What lies beside a post's bytes in the files, and which rows name somebody and share something with a post."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import pairwise

import ahocorasick
import numpy as np

from tests.soak.attack.evidence import Evidence, Guesses, Numbers

AT_ONCE = 4_000_000  # bytes looked at together
SHORTEST = 6  # characters of a value that two rows share hardly by chance
COMMON = 0.02  # a value that more posts than this share says nothing about one of them


def beside(evidence: Evidence, content: bytes, *, before: bool) -> Guesses:
    """Guess whoever's id stands nearest to a post's receipt hash in a file: in the page, the log, a freed page."""
    where, who = _ids_in(evidence, content)
    marks = _marks(evidence, content)
    guesses = np.full(len(evidence.posts), -1, np.int64)
    for place, offset in marks.items():
        nearest = int(np.searchsorted(where, offset)) - (1 if before else 0)
        if 0 <= nearest < len(where):
            guesses[place] = who[nearest]
    return guesses


def _ids_in(evidence: Evidence, content: bytes) -> tuple[Numbers, Numbers]:
    """Return where ids stand, as the eight bytes SQLite stores or as digits, and whose they are."""
    known = np.array(sorted(evidence.place), np.int64)
    found: list[tuple[int, int]] = []
    for start in range(0, max(0, len(content) - 8), AT_ONCE):
        part = np.frombuffer(content[start : start + AT_ONCE + 7], np.uint8)
        windows = np.lib.stride_tricks.sliding_window_view(part, 8)
        numbers = np.ascontiguousarray(windows).view(">i8")[:, 0].astype(np.int64)
        at = np.searchsorted(known, numbers)
        hits = np.flatnonzero(known[np.minimum(at, len(known) - 1)] == numbers)
        found += [(start + int(hit), evidence.place[int(numbers[hit])]) for hit in hits]
    digits = ahocorasick.Automaton()
    for one, place in evidence.place.items():
        digits.add_word(str(one), place)
    digits.make_automaton()
    found += [(end, place) for end, place in digits.iter(content.decode("latin-1"))]
    found.sort()
    return np.array([each[0] for each in found], np.int64), np.array([each[1] for each in found], np.int64)


def _marks(evidence: Evidence, content: bytes) -> dict[int, int]:
    hashes = ahocorasick.Automaton()
    for place, post in enumerate(evidence.posts):
        hashes.add_word(post["receipt_hash"], place)
    hashes.make_automaton()
    return {place: end for end, place in hashes.iter(content.decode("latin-1"))}


def shared_values(evidence: Evidence) -> Guesses:
    """Guess whoever is named, by account or person, in a row of any table that shares a value with a post."""
    mine: dict[object, set[int]] = defaultdict(set)
    for place, post in enumerate(evidence.posts):
        for value in post.values():
            if len(str(value)) >= SHORTEST:
                mine[str(value)].add(place)
    telling = {value: places for value, places in mine.items() if len(places) <= max(1, len(evidence.posts) * COMMON)}
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    for table in evidence.tables():
        for row in evidence.rows(f'SELECT * FROM "{table}"'):
            values = {str(value) for value in row}
            values |= {word for value in row if isinstance(value, str) for word in value.split()}
            named = [evidence.place[value] for value in row if isinstance(value, int) and value in evidence.place]
            for place in {place for value in values & telling.keys() for place in telling[value]} if named else ():
                votes[place].update(named)
    return np.array([_most(votes.get(place)) for place in range(len(evidence.posts))], np.int64)


def _most(votes: Counter[int] | None) -> int:
    return votes.most_common(1)[0][0] if votes else -1


def gaps(evidence: Evidence) -> tuple[int, Guesses]:
    """Find where the outbox skips a number (a row that is gone), and guess whoever the row before was about.

    Returns how many gaps there are: each would tell when somebody wrote, to the second. So would a log's line.
    """
    kept = list(evidence.rows("SELECT seq, destination, due_at FROM outbox WHERE seq > 0 ORDER BY seq"))
    seqs = [row["seq"] for row in kept]
    skipped = [place for place, (one, other) in enumerate(pairwise(seqs)) if other - one > 1]
    guesses = np.full(len(evidence.posts), -1, np.int64)
    for number, place in enumerate(skipped[: len(guesses)]):
        about = kept[place]["destination"].rpartition(":")[2]
        guesses[number] = evidence.place.get(int(about) if about.isdigit() else 0, -1)
    told = evidence.lines.count("anonymous_") + evidence.lines.count("anonymous.")
    return len(skipped) + _row_number_gaps(evidence) + told, guesses


def _row_number_gaps(evidence: Evidence) -> int:
    """Count SQLite's hidden row numbers that the outbox skips, if it has any."""
    for table in ("outbox", "anonymous_posts", "anonymous_conversations"):
        [row] = evidence.rows(f"SELECT sql FROM sqlite_master WHERE name = '{table}'")
        if "WITHOUT ROWID" not in row["sql"]:
            return 1
    return 0


def in_the_lines(evidence: Evidence) -> Guesses:
    """Guess whoever's id stands in the log's lines last before a post's row id, or anywhere at all."""
    guesses = np.full(len(evidence.posts), -1, np.int64)
    named = ahocorasick.Automaton()
    for one, place in evidence.place.items():
        named.add_word(str(one), place)
    named.make_automaton()
    found = list(named.iter(evidence.lines))
    ends = [end for end, _ in found]
    rows = ahocorasick.Automaton()
    for place, post in enumerate(evidence.posts):
        for value in (post["id"], post["conversation_id"], post["message_id"]):
            rows.add_word(str(value), place)
    rows.make_automaton()
    for at, place in rows.iter(evidence.lines) if found else ():
        guesses[place] = found[max(0, bisect_left(ends, at) - 1)][1]
    return guesses
