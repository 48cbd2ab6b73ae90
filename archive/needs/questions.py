"""What the survey asks. Pure.

Three parts, after the guiding questions of a national study of what community schools need: what is hard, what works
and what is coming; how people are brought in and supported today; what they want to learn, and how.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from config.texts import N_


@dataclass(frozen=True)
class Option:
    """Something to choose, where a question has choices of its own."""

    key: str
    label: str


@dataclass(frozen=True)
class Question:
    """One list to choose from: of the network's topics, where it has no options of its own. Any may stay empty."""

    key: str
    part: int
    text: str
    most: int
    options: tuple[Option, ...] = ()


PARTS = (N_("Your work now"), N_("How you are supported"), N_("What you'd like to learn"))
MOST_TOPICS = 3

# what several questions offer, or one that is as short as its answers; a key is what an envelope holds
COACHING = Option("coaching", N_("Coaching at my site"))
TRAINING = Option("training", N_("Training days"))
MENTOR = Option("mentor", N_("A mentor"))
WITH_MENTOR = Option("mentor", N_("With a mentor"))
MEETINGS = Option("peers", N_("Regular meetings with peers"))
PEERS = Option("peers", N_("Peers in the same role"))
CALL = Option("call", N_("Somebody I can call any time"))
VISITS = Option("visits", N_("Visits to other sites"))
VISIT = Option("visit", N_("A visit to another site"))
WEBINAR = Option("webinar", N_("A webinar"))
CIRCLE = Option("circle", N_("In a small circle of peers"))
READING = Option("guide", N_("Something to read"))
NONE = Option("none", N_("None of these"))

QUESTIONS = (
    Question("hard", 0, N_("What is hard at your site now?"), MOST_TOPICS),
    Question("works", 0, N_("What works well, so that others could learn it from you?"), MOST_TOPICS),
    Question("ahead", 0, N_("What do you see coming up more and more?"), MOST_TOPICS),
    Question(
        "began",
        1,
        N_("What did you get when you began in this role?"),
        6,
        (
            Option("days", N_("Orientation days")),
            Option("mentor", N_("A mentor or buddy")),
            Option("before", N_("Time with whoever did it before")),
            Option("guide", N_("A written guide")),
            VISITS,
            NONE,
        ),
    ),
    Question("now", 1, N_("What support do you have today?"), 6, (COACHING, TRAINING, MEETINGS, MENTOR, CALL, NONE)),
    Question(
        "helped", 1, N_("What has helped you most so far?"), 2, (MENTOR, PEERS, COACHING, TRAINING, VISITS, READING)
    ),
    Question("learn", 2, N_("What would you like to learn, or get coaching on?"), MOST_TOPICS),
    Question(
        "how", 2, N_("How would you like to learn it?"), 2, (WEBINAR, WITH_MENTOR, CIRCLE, COACHING, VISIT, READING)
    ),
)


def choices_of(asked: Question, topics: Sequence[str]) -> tuple[str, ...]:
    """Return the keys that a question lets somebody choose from, in their order; `topics` are the survey's."""
    return tuple(option.key for option in asked.options) or tuple(topics)
