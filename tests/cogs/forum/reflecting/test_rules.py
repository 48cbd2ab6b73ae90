"""Ten questions: none favours a way of leading, answers travel in buttons alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Gone
from cogs.forum.reflecting.render import begin_card, question_card, result_card, sent_card
from cogs.forum.reflecting.rules import MOSTLY, PARTLY, QUESTIONS, SCALE, known_styles, read_answers, result_of
from config.community import default_community
from config.texts import texts_for

COMMUNITY = default_community()
STYLES = [style.key for style in COMMUNITY.forum.styles]
T = texts_for("en")
answers = st.text("12345", min_size=10, max_size=10)


def test_there_are_ten_questions_and_every_way_of_leading_has_the_same_weight_in_them() -> None:
    assert len(QUESTIONS) == 10
    weights = {
        style: sum(MOSTLY * (each.mostly == style) + PARTLY * (each.partly == style) for each in QUESTIONS)
        for style in STYLES
    }
    assert set(weights.values()) == {5}
    assert known_styles(STYLES) == tuple(STYLES)


@given(answers)
def test_what_stands_out_is_always_in_the_vocabulary_and_has_the_largest_share(given_: str) -> None:
    result = result_of(given_, [*STYLES, "of_our_own"])
    assert set(result.shares) == set(STYLES)
    assert all(0 <= share <= 1 for share in result.shares.values())
    assert len(result.leads) <= 3
    if result.leads:
        assert result.shares[result.leads[0]] == max(result.shares.values())


@given(answers, st.integers(0, 9))
def test_saying_more_often_never_makes_a_way_of_leading_smaller(given_: str, place: int) -> None:
    more = given_[:place] + str(min(5, int(given_[place]) + 1)) + given_[place + 1 :]
    before, after = result_of(given_, STYLES).shares, result_of(more, STYLES).shares
    assert all(after[style] >= before[style] for style in STYLES)


def test_one_who_answers_all_alike_leans_to_nothing_and_one_who_serves_leans_to_serving() -> None:
    assert result_of("3" * 10, STYLES).leads == ()
    serves = "".join("5" if each.mostly == "servant" else "1" for each in QUESTIONS)
    assert result_of(serves, STYLES).leads == ("servant",)
    assert "You lean to: **Servant**" in sent_card(T, serves, COMMUNITY).text


@pytest.mark.parametrize("target", ["6", "0", "x", "1" * 11, "1.2", "٣"])
def test_a_button_that_carries_something_else_is_none_of_ours(target: str) -> None:
    with pytest.raises(Gone):
        read_answers(target)


@given(st.text("12345", max_size=9))
def test_a_questions_buttons_fit_discord_and_differ(given_: str) -> None:
    card = question_card(T, given_)
    addresses = [str(button.address) for button in card.buttons]
    assert len(addresses) == len(set(addresses)) == len(SCALE) + bool(given_)
    assert all(len(address) <= 100 for address in addresses)
    assert all(read_answers(button.address.target) == button.address.target for button in card.buttons)


@given(answers)
def test_a_result_names_nobody_else_and_its_buttons_fit_discord(given_: str) -> None:
    card = result_card(T, given_, COMMUNITY)
    addresses = [str(button.address) for button in card.buttons]
    assert len(addresses) == len(set(addresses)) <= 25
    assert not sent_card(T, given_, COMMUNITY).buttons


def test_whoever_is_counted_is_told_and_can_take_it_back() -> None:
    assert [button.label for button in begin_card(T, is_counted=True).buttons] == ["Begin", "Count me no more"]
    assert [button.label for button in begin_card(T, is_counted=False).buttons] == ["Begin"]


def test_another_number_of_answers_is_none_of_ours() -> None:
    for given_ in ("", "1" * 9, "1" * 11):
        with pytest.raises(Gone):
            result_of(given_, STYLES)


def test_the_highest_answers_give_all_of_a_share_and_the_lowest_nothing() -> None:
    assert set(result_of("5" * 10, STYLES).shares.values()) == {1.0}
    assert set(result_of("1" * 10, STYLES).shares.values()) == {0.0}
    assert set(result_of("3" * 10, STYLES).shares.values()) == {0.5}
