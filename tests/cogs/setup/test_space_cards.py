from __future__ import annotations

import pytest

from bot.ui.render import to_message
from bot.visibility.admission.spaces import Space
from cogs.setup.space_cards import Proof, space_card
from config.community import default_community
from config.texts import texts_for

COMMUNITY, T = default_community(), texts_for("en")
ROOM = Space(1, "room", "practitioners", 501, "lounge")


def test_a_rooms_card_says_in_two_lines_what_is_promised_and_what_is_not() -> None:
    card = space_card(ROOM, COMMUNITY, T)
    assert card is not None
    promised, not_promised = card.text.splitlines()
    assert promised.startswith("**Promised:**")
    assert "/room who" in promised
    assert "owner and administrators can read everything" in not_promised
    assert str(card.buttons[0].address) == "rooms:who:501"


def test_the_lobbys_panel_offers_everything_a_member_begins_with_and_fits_into_one_message() -> None:
    card = space_card(Space(2, "lobby", None, 502, "lobby"), COMMUNITY, T)
    assert card is not None
    assert [(button.label, str(button.address)) for button in card.buttons] == [
        ("Join with my code", "members:join:"),
        ("Show my spaces", "rooms:list:"),
        ("Ask for a mentor", "mentoring:request:"),
        ("Offer to be a mentor", "mentoring:offer:"),
        ("Raise an issue", "issues:raise:"),
        ("What is waiting for me?", "help:inbox:"),
        ("What can I do here?", "help:show:"),
    ]
    rows = to_message(card)["view"].to_components()
    assert [len(row["components"]) for row in rows] == [5, 2]


@pytest.mark.parametrize("space", [ROOM, Space(2, "lobby", None, 502, "lobby"), Space(3, "mentoring", None, 503, "m")])
def test_every_card_carries_the_line_on_child_safety(space: Space) -> None:
    card = space_card(space, COMMUNITY, T)
    assert card is not None
    assert card.fields == (("Child safety", COMMUNITY.safety.line),)


@pytest.mark.parametrize("kind", ["stewards", "digest", "forum", "thread"])
def test_other_spaces_have_no_card(kind: str) -> None:
    assert space_card(Space(4, kind, None, 504, "other"), COMMUNITY, T) is None  # type: ignore[arg-type]  # each is a kind


def test_a_rooms_card_names_overseers_and_whoever_is_not_accepted() -> None:
    card = space_card(ROOM, COMMUNITY, T, Proof(overseers=("Dana Owner",), exposed=(7, 8)))
    assert card is not None
    assert dict(card.fields)["Overseers, accepted by members"] == "Dana Owner"
    assert dict(card.fields)["Can read this, not accepted by members"] == "<@7>, <@8>"


def test_the_card_of_a_space_that_cannot_be_seen_promises_nothing() -> None:
    card = space_card(ROOM, COMMUNITY, T, Proof(is_unknown=True))
    assert card is not None
    assert "Don't take it for safe" in card.text
    assert "Promised" not in card.text
