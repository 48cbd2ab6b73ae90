"""mentor-match, run by the interpreter of its own environment: nothing of Staffroom is there.

Reads people as JSON, pairs them in one round, prints the seconds, the processor's seconds and the pairs.
"""

from __future__ import annotations

import json
import operator
import sys
from time import perf_counter, process_time
from typing import Any

from matching.mentee import Mentee
from matching.mentor import Mentor
from matching.process import process_data
from matching.rules import rule

ROUNDS = 3  # the best of them counts: what else the machine does only ever adds
RULES = [
    rule.Disqualify(lambda match: match.mentor.organisation == match.mentee.organisation),
    rule.Equivalent("profession", {True: 3, False: 0}),
    rule.Equivalent("role", {True: 2, False: 0}),
    rule.Equivalent("location", {True: 4, False: 0}),
    rule.Grade(1, operator.ge, {True: 5, False: 0}),
]


def mentor_match() -> dict[str, Any]:
    """Pair everybody in one round, never with somebody of the same organisation."""
    people = json.load(sys.stdin)
    times = []
    for _ in range(ROUNDS):
        mentors = [_somebody(Mentor, each) for each in people["mentors"]]
        mentees = [_somebody(Mentee, each) for each in people["mentees"]]
        began, worked = perf_counter(), process_time()
        process_data(mentors, mentees, [RULES])
        times.append((perf_counter() - began, process_time() - worked))
    pairs = [(int(mentee.email), int(mentor.email)) for mentee in mentees for mentor in mentee.mentors]
    best = min(took for took, _ in times), min(worked for _, worked in times)
    return {"seconds": best[0], "processor": best[1], "pairs": pairs}


def _somebody(kind: type, facts: dict[str, Any]) -> Any:  # noqa: ANN401 -- theirs
    person = kind(**facts)
    person.location = facts["location"]
    return person


if __name__ == "__main__":
    print(json.dumps(mentor_match()))
