from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import Card
from bot.people.graph import SupervisionGraph
from cogs.rooms.flags import render
from cogs.rooms.flags.rules import (
    MOST_LIVE,
    MOST_MISTAKEN,
    PATIENCE,
    REMEMBERED,
    AlreadyFlagged,
    Flag,
    FlagState,
    TooManyFlags,
    Yourself,
    check_flag,
    is_forgotten,
    is_overdue,
    pauses_at_once,
    settlers,
)
from config.texts import texts_for
from tests.bot.visibility.admission.rosters import person
from tests.kit.databases import START

T = texts_for("en")
STATES: list[FlagState] = ["open", "kept", "true", "mistaken"]
ids = st.integers(1, 6)


@st.composite
def flags(draw: st.DrawFn) -> Flag:
    state = draw(st.sampled_from(STATES))
    flagger, flagged = draw(st.tuples(ids, ids).filter(lambda two: two[0] != two[1]))
    said = START - timedelta(days=draw(st.integers(0, 200)))
    settled = said + timedelta(days=1) if state in {"true", "mistaken"} else None
    return Flag(draw(st.integers(1)), flagger, flagged, 7, said, state, draw(st.booleans()), settled_at=settled)


@given(ids, ids, st.lists(flags(), max_size=12))
def test_a_pair_never_has_two_live_flags_and_nobody_more_than_three(one: int, other: int, known: list[Flag]) -> None:
    try:
        check_flag(one, other, known)
    except (Yourself, AlreadyFlagged, TooManyFlags):
        return
    live = [flag for flag in known if flag.is_live and flag.flagger_id == one]
    assert one != other
    assert other not in [flag.flagged_id for flag in live]
    assert len(live) < MOST_LIVE


@given(ids, ids, st.lists(flags(), max_size=12))
def test_a_flag_pauses_at_once_unless_two_false_alarms_by_or_about_one_of_the_two_are_remembered(
    one: int, other: int, known: list[Flag]
) -> None:
    counted = [flag for flag in known if flag.state == "mistaken" and START - (flag.settled_at or START) < REMEMBERED]
    by, about = (
        [flag for flag in counted if flag.flagger_id == one],
        [flag for flag in counted if flag.flagged_id == other],
    )
    limited = len(by) >= MOST_MISTAKEN or len(about) >= MOST_MISTAKEN
    assert pauses_at_once(one, other, known, START) is not limited


@given(flags(), st.sets(ids), st.sets(st.tuples(ids, ids).filter(lambda pair: pair[0] != pair[1]), max_size=6))
def test_nobody_ever_settles_their_own_flag_or_one_about_their_boss_or_their_report(
    flag: Flag, stewards: set[int], supervisions: set[tuple[int, int]]
) -> None:
    graph = SupervisionGraph(supervisions)
    found = settlers(flag, stewards, graph)
    assert found <= stewards
    for each in found:
        for other in (flag.flagger_id, flag.flagged_id):
            assert each != other
            assert not graph.are_related(each, other)


def test_a_flag_is_overdue_once_after_three_days_and_not_when_a_steward_has_looked() -> None:
    flag = Flag(1, 2, 3, 7, START)
    assert not is_overdue(flag, START + PATIENCE - timedelta(seconds=1))
    assert is_overdue(flag, START + PATIENCE)
    assert not is_overdue(Flag(1, 2, 3, 7, START, told_at=START), START + PATIENCE)
    assert not is_overdue(Flag(1, 2, 3, 7, START, "kept"), START + PATIENCE)


@pytest.mark.parametrize("state", STATES)
def test_only_a_settled_flag_is_ever_forgotten(state: FlagState) -> None:
    settled = START if state in {"true", "mistaken"} else None
    flag = Flag(1, 2, 3, 7, START, state, settled_at=settled)
    assert is_forgotten(flag, START + REMEMBERED) is (settled is not None)
    assert not is_forgotten(flag, START + REMEMBERED - timedelta(seconds=1))


def _words(card: Card) -> str:
    return str(card.to_json())


@settings(max_examples=50)
@given(flags())
def test_what_anybody_but_the_steward_is_told_never_names_the_flagger(flag: Flag) -> None:
    flagger, flagged = person(flag.flagger_id), person(flag.flagged_id)
    names = {flagger.name, str(flagger.account_id), str(flagger.email)}
    cards = [
        render.paused_notice(T),
        render.steward_notice(flag, T),
        render.kept_notice(T),
        *(notice(T, is_flagger=False) for notice in (render.true_notice, render.mistaken_notice)),
        render.overdue_notice(flag, T, is_flagger=False),
    ]
    assert not [name for card in cards for name in names if name in _words(card)]
    assert flagger.name in _words(render.settling_card(flag, flagger, flagged, 0, T))


def flag(number: int, flagger_id: int, flagged_id: int, state: FlagState = "open", **fields: Any) -> Flag:
    return replace(Flag(number, flagger_id, flagged_id, 7, START, state), **fields)


def test_a_flag_is_about_both_and_nobody_else() -> None:
    raised = flag(1, 2, 3)
    assert raised.is_about(2)
    assert raised.is_about(9, 3)
    assert not raised.is_about(4, 5)


def test_only_what_is_still_to_be_settled_stands_in_the_way_of_another_flag() -> None:
    own = [flag(n, 1, 10 + n) for n in range(MOST_LIVE)]
    for known, refusal in (([flag(1, 1, 2)], AlreadyFlagged), (own, TooManyFlags)):
        with pytest.raises(refusal):
            check_flag(1, 2, known)
    with pytest.raises(Yourself):
        check_flag(1, 1, [])
    check_flag(1, 2, own[1:])
    check_flag(1, 2, [flag(1, 1, 2, "mistaken"), flag(2, 3, 2), *own[1:]])
    assert [flag(1, 1, 2, state).is_live for state in STATES] == [True, True, False, False]


def test_a_steward_looks_first_after_two_false_alarms_by_one_or_about_the_other_in_memory() -> None:
    recent, old = START - timedelta(days=1), START - REMEMBERED
    by = [flag(n, 1, 20 + n, "mistaken", settled_at=recent) for n in range(MOST_MISTAKEN)]
    about = [flag(n, 30 + n, 2, "mistaken", settled_at=recent) for n in range(MOST_MISTAKEN)]
    assert not pauses_at_once(1, 2, by, START)
    assert not pauses_at_once(1, 2, about, START)
    assert pauses_at_once(1, 2, [*by[1:], *about[1:]], START)
    assert pauses_at_once(1, 2, [*by[1:], replace(by[0], settled_at=old)], START)
    assert pauses_at_once(1, 2, [replace(each, state="true") for each in by], START)
