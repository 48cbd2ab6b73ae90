from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.model import Match, Reason
from cogs.mentoring import rules, saving
from cogs.mentoring.model import Pair, PairState, Side
from cogs.mentoring.rules import Obstacle, Situation
from config.community import default_community
from tests.cogs.mentoring.people import NOW, pair, person, situation, wish

COMMUNITY = default_community()
ASKED_AND_OFFERED = (wish(1, "mentee"), wish(2, "mentor", capacity=1))
TWO = (person(1), person(2))


def test_a_pair_opens_when_both_have_said_yes() -> None:
    once = rules.accept(pair(5, 1, 2), "mentor", NOW)
    assert (once.state, once.mentor_accepted_at, once.mentee_accepted_at) == ("proposed", NOW, None)
    assert rules.accept(once, "mentee", NOW + timedelta(hours=1)).state == "open"


def test_a_match_becomes_a_proposal_to_both_that_nobody_has_answered() -> None:
    until, why = NOW + timedelta(days=3), (Reason("other_site"),)
    proposed = rules.propose(5, Match(1, 2, 30_000, why), answer_by=until, now=NOW)
    assert proposed == Pair(
        5, mentee_id=1, mentor_id=2, state="proposed", reasons=why, proposed_at=NOW, answer_by=until
    )
    assert (proposed.mentee_accepted_at, proposed.mentor_accepted_at) == (None, None)


@pytest.mark.parametrize("side", ["mentee", "mentor"])
def test_saying_yes_twice_is_no_second_yes(side: Side) -> None:
    once = rules.accept(pair(5, 1, 2), side, NOW)
    with pytest.raises(rules.AlreadyAccepted):
        rules.accept(once, side, NOW)


@pytest.mark.parametrize("state", ["open", "declined", "expired", "withdrawn", "ended"])
def test_a_closed_proposal_takes_no_answer(state: PairState) -> None:
    with pytest.raises(rules.ProposalClosed):
        rules.accept(pair(5, 1, 2, state), "mentee", NOW)
    with pytest.raises(rules.ProposalClosed):
        rules.decline(pair(5, 1, 2, state), "mentee", NOW)


def test_an_answer_after_the_deadline_counts_no_more() -> None:
    late = pair(5, 1, 2)
    with pytest.raises(rules.ProposalClosed):
        rules.accept(late, "mentee", late.answer_by)
    assert rules.is_overdue(late, late.answer_by)
    assert not rules.is_overdue(late, late.answer_by - timedelta(seconds=1))
    assert not rules.is_overdue(replace(late, state="open"), late.answer_by)


OBSTACLES: list[tuple[Obstacle | None, Situation]] = [
    (None, situation(TWO, ASKED_AND_OFFERED)),
    ("gone", situation((person(1), person(2, state="retired")), ASKED_AND_OFFERED)),
    ("gone", situation((person(1, account_id=None), person(2)), ASKED_AND_OFFERED)),
    ("gone", situation((person(1, state="suspended"), person(2)), ASKED_AND_OFFERED)),
    ("related", situation(TWO, ASKED_AND_OFFERED, supervisions=[(2, 1)])),
    ("related", situation(TWO, ASKED_AND_OFFERED, supervisions=[(1, 2)])),
    ("related", situation(TWO, ASKED_AND_OFFERED, supervisions=[(2, 77), (77, 1)])),
    ("never_with", situation(TWO, ASKED_AND_OFFERED, never_with=[(2, 1)])),
    ("no_wish", situation(TWO, ASKED_AND_OFFERED[:1])),
    ("no_wish", situation(TWO, ASKED_AND_OFFERED[1:])),
    ("no_language", situation(TWO, (wish(1, "mentee", languages=("Spanish",)), ASKED_AND_OFFERED[1]))),
    ("full", situation(TWO, ASKED_AND_OFFERED, [pair(9, 3, 2, "open")])),
    ("has_mentor", situation(TWO, ASKED_AND_OFFERED, [pair(9, 1, 3, "open")])),
]


@pytest.mark.parametrize(("obstacle", "now_is"), OBSTACLES)
def test_what_has_come_between_is_seen_at_publishing_and_at_acceptance(
    obstacle: Obstacle | None, now_is: Situation
) -> None:
    assert rules.obstacle_to_publishing(Match(1, 2, 0, ()), now_is) == obstacle
    assert rules.obstacle_to_opening(pair(5, 1, 2), now_is) == obstacle


def test_nobody_is_their_own_mentor() -> None:
    both = situation((person(1),), (wish(1, "mentee"), wish(1, "mentor")))
    assert rules.obstacle_to_publishing(Match(1, 1, 0, ()), both) == "oneself"


def test_another_proposal_takes_a_place_when_publishing_but_not_when_saying_yes() -> None:
    now_is = situation(TWO, ASKED_AND_OFFERED, [pair(9, 3, 2)])
    assert rules.obstacle_to_publishing(Match(1, 2, 0, ()), now_is) == "full"
    assert rules.obstacle_to_opening(pair(5, 1, 2), now_is) is None


def test_an_open_pair_ends_when_somebody_leaves_supervises_the_other_or_asked_never_to_be_paired_with_them() -> None:
    opened = pair(5, 1, 2, "open")
    assert rules.why_to_end(opened, situation(TWO, ())) is None
    assert rules.why_to_end(opened, situation(TWO, (), never_with=[(1, 2)])) == "apart"
    assert rules.why_to_end(opened, situation(TWO, (), never_with=[(1, 2)], unsettled=[(2, 1)])) is None
    assert rules.why_to_end(opened, situation((person(1), person(2, state="retired")), ())) == "left"
    assert rules.why_to_end(opened, situation(TWO, (), supervisions=[(2, 1)])) == "supervises"


@pytest.mark.parametrize(("text", "number"), [("1", 1), (" 5 ", 5), ("", COMMUNITY.mentoring.capacity_default)])
def test_a_capacity_is_read(text: str, number: int) -> None:
    assert saving.read_capacity(text, COMMUNITY) == number


@pytest.mark.parametrize("text", ["0", "6", "99", "-1", "two", "1.5", "²", "٣"])
def test_a_capacity_out_of_bounds_is_refused_with_the_bound(text: str) -> None:
    with pytest.raises(saving.BadCapacity) as refusal:
        saving.read_capacity(text, COMMUNITY)
    assert "from 1 to 5" in str(refusal.value)


def test_editing_a_wish_keeps_its_place_in_the_queue() -> None:
    first = saving.save(wish(1, "mentee", state="draft", waiting_since=None), "Hi", 1, NOW)
    again = saving.save(first, " New words ", 1, NOW + timedelta(days=9))
    assert (again.waiting_since, again.about, again.state) == (NOW, "New words", "open")


@pytest.mark.parametrize("missing", [{"topics": ()}, {"languages": ()}])
def test_a_wish_without_topics_or_languages_is_not_opened(missing: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(saving.NothingChosen):
        saving.save(wish(1, "mentee", **missing), "Hi", 1, NOW)


Step = tuple[str, Side, int]


@given(
    st.lists(
        st.tuples(st.sampled_from(["accept", "decline"]), st.sampled_from(["mentee", "mentor"]), st.integers(0, 4))
    )
)
@settings(max_examples=200, deadline=None)
def test_no_sequence_of_answers_opens_a_pair_without_two_yeses_in_time(steps: list[Step]) -> None:
    now_is: Pair = pair(5, 1, 2)
    for deed, side, days in steps:
        now = NOW + timedelta(days=days)
        try:
            now_is = rules.accept(now_is, side, now) if deed == "accept" else rules.decline(now_is, side, now)
        except (rules.ProposalClosed, rules.AlreadyAccepted):
            continue
    if now_is.state == "open":
        yeses = (now_is.mentee_accepted_at, now_is.mentor_accepted_at)
        assert all(yes is not None and yes < now_is.answer_by for yes in yeses)


def test_a_pair_is_found_by_its_id() -> None:
    now_is = situation(TWO, ASKED_AND_OFFERED, [pair(5, 1, 2), pair(6, 2, 1)])
    found = now_is.pair(6)
    assert found is not None
    assert found.mentee_id == 2
    assert now_is.pair(7) is None


def test_only_what_was_offered_or_lived_counts_as_having_met_and_both_may_wish_it_again() -> None:
    ended, withdrawn = pair(5, 1, 2, "ended"), pair(6, 1, 3, "withdrawn")
    now_is = situation((*TWO, person(3)), ASKED_AND_OFFERED, [ended, withdrawn])
    assert rules.met_before(now_is) == {(1, 2)}
    match = Match(1, 2, 0, ())
    assert rules.obstacle_to_publishing(match, now_is) == "met_before"
    again = replace(now_is, again=frozenset({(1, 2)}))
    assert rules.met_before(again) == set()
    assert rules.obstacle_to_publishing(match, again) is None


def test_a_pair_whose_thread_is_not_there_is_missing_one_unless_it_never_had_one() -> None:
    has, lost, never = (pair(n, 1, 2, "open", channel_id=channel) for n, channel in ((1, 70), (2, 71), (3, None)))
    assert rules.without_thread([has, lost, never], {70}) == [lost]


def test_a_no_says_whose_it_was() -> None:
    for side in ("mentee", "mentor"):
        refused = rules.decline(pair(5, 1, 2), side, NOW)
        assert (refused.state, refused.declined_by, refused.closed_at) == ("declined", side, NOW)
