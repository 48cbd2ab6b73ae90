from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.visibility.keeping.exposures import Exposure, Outcome
from cogs.rooms.readers.looking.settling import FEW, card_to_join

CHANNEL = 7


def exposure(account_id: int, card_id: int | None, outcome: Outcome | None = None) -> Exposure:
    return Exposure(account_id, CHANNEL, account_id, "administrator", 10, card_id, None, outcome)


def test_a_few_have_cards_of_their_own_and_whoever_comes_then_joins_the_newest() -> None:
    known = [exposure(1, 11), exposure(2, 12)]
    assert card_to_join([]) is None
    assert card_to_join(known) is None
    assert card_to_join([*known, exposure(3, 13)]) == 13


def test_a_card_about_many_takes_whoever_is_found_while_it_lasts() -> None:
    many = [exposure(each, 11) for each in range(1, 5)]
    assert card_to_join(many) == 11
    assert card_to_join([exposure(each, 11, "gone") for each in range(1, 4)] + many[3:]) == 11
    assert card_to_join([exposure(each, 11, "gone") for each in range(1, 5)]) is None


def test_who_stands_on_the_pinned_card_alone_takes_no_place() -> None:
    assert card_to_join([exposure(each, None) for each in range(1, 9)]) is None


@given(st.lists(st.integers(1, 40), max_size=12))
def test_however_they_come_a_space_never_has_more_than_a_few_cards(waves: list[int]) -> None:
    known: list[Exposure] = []
    for number, size in enumerate(waves):
        card_id = card_to_join(known) or 1000 + number
        known += [exposure(len(known) + 1 + each, card_id) for each in range(size)]
    assert len({each.card_id for each in known}) <= FEW
