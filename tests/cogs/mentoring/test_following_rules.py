from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.mentoring.following import rules
from cogs.mentoring.following.model import CHECK_INS, Part, Question, Step, Word
from tests.cogs.mentoring.people import NOW, pair

DAY = timedelta(days=1)


def planned(pair_id: int, person_id: int, opened: int = 0) -> list[Question]:
    """One person's check-ins of a pair that opened so many days from now."""
    return [
        Question(10 * pair_id + number, pair_id, person_id, 99, step, NOW + opened * DAY + wait)
        for number, (step, wait) in enumerate(CHECK_INS.items())
    ]


def both_asked(*steps: Step, met: Word | None = None) -> list[Question]:
    """What both of a pair were asked; the first of them answered the last."""
    found = [
        Question(n, 5, person_id, 3 - person_id, step, NOW + CHECK_INS[step], asked_at=NOW + CHECK_INS[step])
        for n, (step, person_id) in enumerate((step, person_id) for step in steps for person_id in (1, 2))
    ]
    return [*found[:-1], replace(found[-1], met=met)]


def test_a_pair_has_three_check_ins_for_each_of_the_two() -> None:
    found = rules.check_ins(pair(5, 1, 2, "open"), NOW)
    assert sorted((who, (due - NOW).days) for who, _, due in found) == [
        (1, 14), (1, 42), (1, 84), (2, 14), (2, 42), (2, 84),
    ]  # fmt: skip


@given(
    st.lists(st.integers(0, 30), min_size=1, max_size=6),
    st.lists(st.integers(1, 9), min_size=20, max_size=60),
)
def test_whatever_pairs_somebody_has_nobody_is_asked_twice_in_a_week_and_nothing_is_forgotten(
    opened: list[int], pauses: list[int]
) -> None:
    questions = {each.id: each for n, day in enumerate(opened, 1) for each in planned(n, 1, day)}
    now = NOW
    for pause in [*pauses, *[8] * 40]:
        now += pause * DAY
        for theirs in rules.grouped(questions.values(), lambda each: each.pair_id).values():
            for stale in rules.outdated(theirs, now):
                questions[stale.id] = replace(stale, closed_at=now)
        asked = rules.next_of(list(questions.values()), now)
        if asked is not None:
            questions[asked.id] = replace(asked, asked_at=now)
    times = sorted(each.asked_at for each in questions.values() if each.asked_at is not None)
    assert all(later - earlier >= rules.BETWEEN_QUESTIONS for earlier, later in pairwise(times))
    assert all(each.asked_at or each.closed_at for each in questions.values())


def test_two_check_ins_without_a_word_from_either_are_quiet_and_a_week_must_pass_first() -> None:
    after = NOW + CHECK_INS["second"] + 7 * DAY
    assert rules.is_quiet(both_asked("first", "second"), after)
    assert not rules.is_quiet(both_asked("first", "second"), after - DAY)
    assert not rules.is_quiet(both_asked("first"), after)
    assert not rules.is_quiet(both_asked("first", "second", met="no"), after)
    assert rules.is_quiet([*both_asked("first", met="yes")[:2], *both_asked("second", "third")], NOW + 100 * DAY)


def test_who_has_not_met_is_not_asked_whether_it_was_worth_it() -> None:
    asked = replace(planned(1, 1)[0], asked_at=NOW)
    not_met = rules.answer(asked, "met", "no", NOW)
    assert rules.next_part(not_met) == "more"
    assert rules.answer(not_met, "more", "no", NOW).closed_at == NOW
    met = rules.answer(asked, "met", "yes", NOW)
    assert rules.next_part(met) == "worth"


@pytest.mark.parametrize(("part", "word"), [("met", "partly"), ("", ""), ("worth", "maybe"), ("state", "yes")])
def test_what_no_button_carries_is_no_answer(part: str, word: str) -> None:
    with pytest.raises(rules.QuestionClosed):
        rules.read_answer(part, word)


@pytest.mark.parametrize("part", ["worth", "more", "again"])
def test_an_answer_to_what_was_not_asked_yet_changes_nothing(part: Part) -> None:
    asked = replace(planned(1, 1)[0], asked_at=NOW)
    closed, waiting = replace(asked, closed_at=NOW), replace(asked, asked_at=None)
    cases: list[tuple[Question, Part]] = [(asked, part), (closed, "met"), (waiting, "met")]
    for question, each in cases:
        with pytest.raises(rules.QuestionClosed):
            rules.answer(question, each, "yes", NOW)


def test_after_a_no_to_a_mentor_only_whether_to_look_further_is_asked_and_after_the_end_two_things() -> None:
    rematch = replace(planned(1, 1)[0], step="rematch", asked_at=NOW)
    assert rules.next_part(rematch) == "more"
    assert rules.answer(rematch, "more", "yes", NOW) == replace(rematch, more="yes", closed_at=NOW)
    ending = replace(rematch, step="ending")
    once = rules.answer(ending, "worth", "partly", NOW)
    assert (once.worth, once.closed_at, rules.next_part(once)) == ("partly", None, "again")
    assert rules.answer(once, "again", "yes", NOW) == replace(once, again="yes", closed_at=NOW)
    assert rules.next_part(replace(rematch, step="invitation")) is None


def test_what_a_button_carries_is_read_as_it_stands() -> None:
    assert rules.read_answer("worth", "partly") == ("worth", "partly")


def test_of_a_pairs_open_check_ins_those_whose_successor_is_due_are_outdated() -> None:
    first, second, third = planned(1, 1)
    assert rules.outdated([first, second, third], second.due_at - timedelta(seconds=1)) == []
    assert rules.outdated([first, second, third], second.due_at) == [first]
    assert rules.outdated([first, second, third], third.due_at) == [first, second]
    assert rules.outdated([replace(first, closed_at=NOW), second], second.due_at) == []
    assert rules.outdated([first, replace(second, person_id=2)], second.due_at) == []
