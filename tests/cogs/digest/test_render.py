from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from archive.digest.page import page
from bot.ui.render import LONGEST_TEXT
from cogs.digest import render
from config.texts import texts_for
from tests.archive.digest.editions import EMPTY, FULL, theme

T = texts_for("en")
DUE = datetime(2026, 11, 4, 15, 0, tzinfo=UTC)
LINE = "Not here: call your child protection hotline."


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**loud** and `code`", r"\*\*loud\*\* and \`code\`"),
        ("[click](https://example.org)", r"[click]\(https://example.org)"),
        ("<@123> and <t:1:R>", r"\<@123> and \<t:1:R>"),
        ("# big\n> said\n- point", "\\# big\n\\> said\n\\- point"),
        ("well-known [a school] #2", "well-known [a school] #2"),
    ],
)
def test_what_members_and_policymakers_write_is_shown_as_written(written: str, shown: str) -> None:
    assert render.plain(written) == shown


def test_members_read_every_statement_and_when_it_goes_out() -> None:
    cards = render.edition_cards(T, page(FULL, T), due_at=DUE, safety_line=LINE)
    text = "\n".join(card.text for card in cards)
    for part in FULL.themes:
        for said in part.statements:
            assert said.words in text
    assert f"<t:{int(DUE.timestamp())}:f>" in text
    assert FULL.notice in text
    assert cards[0].footer == LINE


def test_long_statements_are_spread_over_cards_and_never_cut() -> None:
    long = tuple(f"{number} " + "late bus " * 160 for number in range(3))
    edition = replace(EMPTY, themes=(theme("concern-1", "concern", "Buses", FULL.themes[0].band, *long),))
    cards = render.edition_cards(T, page(edition, T), due_at=DUE, safety_line=LINE)
    assert all(len(card.text) <= LONGEST_TEXT for card in cards)
    assert "\n".join(card.text for card in cards).count("late bus") == 480


def test_an_empty_month_is_explained_to_members_too() -> None:
    [card] = render.edition_cards(T, page(EMPTY, T), due_at=DUE, safety_line=LINE)
    assert "Too few people" in card.text
