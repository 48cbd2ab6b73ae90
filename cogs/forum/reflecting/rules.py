"""Ten questions about one's own leading, and what the answers lean to. Pure.

Each question speaks mostly of one way of leading (weight 2) and a little of another (weight 1); every way has the same
weight in all, so none is favoured by the questions. The answers stand in the buttons of the private message itself, one
figure each: nothing is kept anywhere, a restart changes nothing, and the message can be picked up later.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.errors import Gone
from config.texts import N_

MOSTLY, PARTLY = 2, 1
SCALE = (N_("Hardly ever"), N_("Now and then"), N_("Half of the time"), N_("Often"), N_("Nearly always"))
CLOSE = 0.05  # of the whole scale: what lies so close to the first is as much a lead
MOST_LEADS = 3
LEAST_STYLES = 2  # of the vocabulary that the questions know; with one there is nothing to lean to


@dataclass(frozen=True)
class Question:
    """One question, and the keys of what it speaks of."""

    text: str
    mostly: str
    partly: str


QUESTIONS = (
    Question(
        N_("I leave a decision to whoever knows most about it, and stand by what they decide."),
        "distributed",
        "situational",
    ),
    Question(
        N_("After I have watched a lesson, what I talk about with the teacher depends on what they need next."),
        "instructional",
        "situational",
    ),
    Question(
        N_("I spend part of my week clearing things out of the way, so that others can do their work."),
        "servant",
        "distributed",
    ),
    Question(
        N_("I learn what matters in the neighborhood by going there, not only by asking people in."),
        "community_centred",
        "servant",
    ),
    Question(
        N_("When things change around us, I say where we are heading in words that make people want to come along."),
        "transformational",
        "situational",
    ),
    Question(
        N_("I lead a new teacher in another way than a seasoned one, and I do it on purpose."),
        "situational",
        "instructional",
    ),
    Question(
        N_("Partners and families set the agenda of our meetings as often as I do."),
        "distributed",
        "community_centred",
    ),
    Question(
        N_("When we begin something new, I can say what students will learn better through it."),
        "instructional",
        "transformational",
    ),
    Question(
        N_("I know what each person on my team would like to grow into, and I make room for it."),
        "servant",
        "transformational",
    ),
    Question(
        N_("Families and neighbors shape what our school wants to become, not only its events."),
        "community_centred",
        "transformational",
    ),
)


@dataclass(frozen=True)
class Result:
    """What the answers lean to: a share from 0 to 1 for each way of leading, and the one to three that stand out."""

    shares: Mapping[str, float]
    leads: tuple[str, ...]


def read_answers(target: str) -> str:
    """Return the answers that a button carries, one figure from 1 to 5 each; raises `Gone` where it is none of ours."""
    if len(target) > len(QUESTIONS) or not set(target) <= {str(place) for place in range(1, len(SCALE) + 1)}:
        raise Gone
    return target


def known_styles(vocabulary: Collection[str]) -> tuple[str, ...]:
    """Return the ways of leading that the questions speak of and the network's vocabulary has, in its order."""
    spoken_of = {question.mostly for question in QUESTIONS}
    return tuple(style for style in vocabulary if style in spoken_of)


def result_of(answers: str, vocabulary: Collection[str]) -> Result:
    """Return what ten answers lean to; nothing stands out where all are alike. Raises `Gone` for another number."""
    if len(answers) != len(QUESTIONS):
        raise Gone
    shares = {style: _share(answers, style) for style in known_styles(vocabulary)}
    best = max(shares.values(), default=0)
    leads = sorted((style for style in shares if best - shares[style] <= CLOSE), key=lambda style: -shares[style])
    return Result(shares, tuple(leads) if len(leads) <= MOST_LEADS else ())


def _share(answers: str, style: str) -> float:
    """Return how much of the most that the questions about a way of leading can give was given."""
    given = most = 0
    for question, answer in zip(QUESTIONS, answers, strict=True):
        weight = MOSTLY * (question.mostly == style) + PARTLY * (question.partly == style)
        given += weight * (int(answer) - 1)
        most += weight * (len(SCALE) - 1)
    return given / most
