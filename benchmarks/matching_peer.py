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


def mentor_match() -> dict[str, Any]:
    """One round with rules that say: never the same organisation, 3 for the same profession, 2 for the same role, 5 for a higher grade."""
    people = json.load(sys.stdin)
    mentors, mentees = [Mentor(**each) for each in people["mentors"]], [Mentee(**each) for each in people["mentees"]]
    rules = [
        rule.Disqualify(lambda match: match.mentor.organisation == match.mentee.organisation),
        rule.Equivalent("profession", {True: 3, False: 0}),
        rule.Equivalent("role", {True: 2, False: 0}),
        rule.Grade(1, operator.ge, {True: 5, False: 0}),
    ]
    began, worked = perf_counter(), process_time()
    process_data(mentors, mentees, [rules])
    took = perf_counter() - began, process_time() - worked
    pairs = [(int(mentee.email), int(mentor.email)) for mentee in mentees for mentor in mentee.mentors]
    return {"seconds": took[0], "processor": took[1], "pairs": pairs}


if __name__ == "__main__":
    print(json.dumps(mentor_match()))
