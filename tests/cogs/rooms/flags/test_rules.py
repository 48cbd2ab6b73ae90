from __future__ import annotations

from datetime import timedelta

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
from tests.bot.visibility.rosters import person
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
