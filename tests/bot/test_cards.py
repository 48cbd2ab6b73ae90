from __future__ import annotations

import json

import pytest

from bot.cards import Address, Button, Card, Choice, Select
from bot.ui.render import to_message

AT = Address("mentoring", "apart", "mentee")


@pytest.mark.parametrize("select", [Select("Any", AT, (Choice("One", "1"),)), Select("Who", AT, accounts=(1, 2))])
def test_a_card_is_read_from_a_row_as_it_was_written(select: Select) -> None:
    card = Card("Text", "Title", (("A", "B"),), "Foot", (Button("Press", AT),), (select,))
    assert Card.from_json(json.loads(json.dumps(card.to_json()))) == card


def test_a_row_from_before_selects_could_list_members_is_still_a_card() -> None:
    written = Card(selects=(Select("Any", AT, (Choice("One", "1"),)),)).to_json()
    del written["selects"][0]["accounts"]
    assert Card.from_json(written).selects[0].accounts is None


def test_a_select_of_members_shows_who_is_chosen_and_no_more_than_discord_takes() -> None:
    card = Card(selects=(Select("Who", AT, least=0, most=99, accounts=tuple(range(1, 40))),))
    [row] = to_message(card)["view"].to_components()
    [part] = row["components"]
    assert (part["type"], part["min_values"], part["max_values"]) == (5, 0, 25)
    assert [int(each["id"]) for each in part["default_values"]] == list(range(1, 26))
    assert {each["type"] for each in part["default_values"]} == {"user"}
