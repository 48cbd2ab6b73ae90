from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.setup.wizard.rules import (
    PARTS,
    STEPS,
    Answer,
    State,
    Step,
    Walk,
    before,
    hindrance,
    lacks,
    number,
    onward,
    proposed,
    seen,
)
from config.calendar import Calendar, Holiday
from config.community import default_community

COMMUNITY = default_community()
BARE = State(COMMUNITY, missing=(8,), lacking=("lobby",))
WHOLE = State(
    COMMUNITY.model_copy(update={"calendar": Calendar(holidays=(Holiday(name="Rest", day=date(2026, 5, 1)),))}),
    people=3,
    stewards=("Sue",),
    can_mail=True,
    has_pages=True,
    recipients=2,
)
ANSWERS = st.dictionaries(st.sampled_from(STEPS), st.sampled_from(get_args(Answer)))


def test_a_bare_server_lacks_something_in_six_steps_and_a_whole_one_nothing() -> None:
    assert [step for step in STEPS if lacks(step, BARE)] == [
        "server", "roster", "stewards", "calendar", "rooms", "mail", "recipients",
    ]  # fmt: skip
    assert not any(lacks(step, WHOLE) for step in STEPS)


def test_what_can_wait_keeps_no_step_from_being_kept() -> None:
    assert [step for step in STEPS if hindrance(step, BARE)] == ["server", "roster", "stewards", "rooms"]


def test_a_missing_moderator_is_told_once_a_steward_has_joined() -> None:
    waiting = replace(WHOLE, stewards=("Sue",), waiting=("Sue",), unmoderated=("Leads",))
    assert lacks("stewards", waiting) == ()
    assert lacks("stewards", replace(waiting, waiting=())) == ("no_moderator",)


def test_using_what_is_proposed_keeps_what_is_whole_and_leaves_the_rest_for_later() -> None:
    assert set(proposed(WHOLE).values()) == {"kept"}
    assert [step for step, answer in proposed(BARE).items() if answer == "later"] == [
        step for step in STEPS if lacks(step, BARE)
    ]


@given(ANSWERS, st.sampled_from(STEPS))
def test_each_open_step_is_come_to_and_none_twice(answers: dict[Step, Answer], first: Step) -> None:
    walk, step, met = Walk(answers), first, list[Step]()
    for _ in STEPS:
        walk = Walk({**walk.answers, step: "later"})
        met.append(step)
        following = onward(step, walk)
        if following is None:
            break
        step = following
    assert walk.place is None
    assert sorted(set(met), key=number) == sorted({first, *(each for each in STEPS if each not in answers)}, key=number)
    assert len(met) == len(set(met))


def test_steps_are_numbered_from_one_and_lead_back_to_the_first() -> None:
    assert [number(step) for step in STEPS] == list(range(1, len(STEPS) + 1))
    assert before(STEPS[0]) is None
    assert [before(step) for step in STEPS[1:]] == list(STEPS[:-1])


@pytest.mark.parametrize("step", PARTS)
def test_a_mark_changes_with_what_the_card_shows_and_with_nothing_else(step: Step) -> None:
    shown = seen(step, WHOLE)
    elsewhere = COMMUNITY.publication.model_copy(update={"people": 9})
    other = WHOLE.community.model_copy(update={"publication": elsewhere})
    assert seen(step, replace(WHOLE, community=other, joined=7)) == shown
    changes: dict[Step, dict[str, object]] = {
        "calendar": {"calendar": Calendar()},
        "topics": {"topics": COMMUNITY.topics[1:]},
        "mentoring": {"mentoring": COMMUNITY.mentoring.model_copy(update={"days_to_answer": 4})},
        "rooms": {"safety": COMMUNITY.safety.model_copy(update={"line": "Call the hotline first."})},
    }
    changed = WHOLE.community.model_copy(update=changes[step])
    assert seen(step, replace(WHOLE, community=changed)) != shown


def test_the_order_of_a_set_is_no_part_of_a_mark() -> None:
    days = ["Monday", "Tuesday", "Friday"]
    marks = {
        seen(
            "calendar",
            State(COMMUNITY.model_copy(update={"calendar": Calendar.model_validate({"working_days": each})})),
        )
        for each in (days, days[::-1])
    }
    assert len(marks) == 1


def test_a_walk_stands_at_the_first_step_without_an_answer() -> None:
    assert not Walk().is_begun
    assert Walk().place == STEPS[0]
    begun = Walk({STEPS[0]: "later", STEPS[2]: "later"})
    assert begun.is_begun
    assert begun.place == STEPS[1]
    assert begun.later == (STEPS[0], STEPS[2])
    assert Walk(dict.fromkeys(STEPS, "later")).place is None


def test_before_anything_is_known_nothing_is_there() -> None:
    bare = State(COMMUNITY)
    assert (bare.owner_id, bare.sites, bare.people, bare.joined, bare.supervisors, bare.recipients) == (0,) * 6
    assert (bare.language, bare.zone, bare.mail_from, bare.reply_to) == ("en", "UTC", "", "")
    assert (bare.is_built, bare.can_mail, bare.has_pages) == (False, False, False)


def test_the_next_open_step_comes_first_and_the_earlier_ones_after_the_last() -> None:
    answered: dict[Step, Answer] = dict.fromkeys(STEPS[1:3], "later")
    assert onward(STEPS[1], Walk(answered)) == STEPS[3]
    assert onward(STEPS[-1], Walk(answered)) == STEPS[0]
    assert onward(STEPS[3], Walk(answered)) == STEPS[4]
    assert onward(STEPS[0], Walk(dict.fromkeys(STEPS, "later"))) is None
