"""The tour knows what was done by those who play, and not what the story did before."""

from __future__ import annotations

import re

from config.texts import texts_for
from demo.play.tour import SPOKEN_OF, STEPS, Progress
from demo.world import NEWCOMER, SUPERVISOR

QUOTED = re.compile("“([^”]+)”")


def test_the_first_step_is_done_by_looking_in_as_the_supervisor() -> None:
    progress = Progress({})
    progress.looked_in_as(NEWCOMER.key)
    assert progress.next == 1
    progress.looked_in_as(SUPERVISOR.key)
    assert progress.next == 2


def test_the_next_step_is_the_first_that_is_not_done_and_the_last_when_all_are() -> None:
    assert Progress({}, done={1, 3}).next == 2
    assert Progress({}, done=set(range(1, len(STEPS) + 1))).next == len(STEPS) == 8


def test_every_place_of_a_step_leads_to_somebody() -> None:
    for number, step in enumerate(STEPS, 1):
        assert step.places
        for place in step.places:
            assert place.query(number)["as"] == place.who.key


# In English also where somebody has their Discord in Spanish: a card for everybody in the room.
FOR_EVERYBODY = {"I'll come"}


def test_the_buttons_that_a_step_names_are_called_so_by_whoever_reads_it() -> None:
    t = texts_for("es")
    named = {word for step in STEPS for word in QUOTED.findall(step.text)}
    assert "Accept" in named
    for step in STEPS:
        meant = [word if word in FOR_EVERYBODY else t.named(word) for word in QUOTED.findall(step.text)]
        assert QUOTED.findall(t(step.text, **SPOKEN_OF)) == meant
