from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from archive.digest.model import Edition
from bot.cards import Card
from bot.ui.render import LONGEST_TEXT
from cogs.digest.edition_cards import ABOVE, card_of, is_for, portions
from config.texts import texts_for
from tests.archive.digest.editions import EMPTY, FULL, theme

T = texts_for("en")
DUE = datetime(2026, 11, 4, 15, 0, tzinfo=UTC)
LINE = "Not here: call your child protection hotline."
BAND = FULL.themes[0].band
LONG = replace(
    EMPTY, themes=(theme("concern-1", "concern", "Buses", BAND, *(f"{number} {'bus ' * 400}" for number in range(5))),)
)


def cards_of(edition: Edition) -> list[Card]:
    found = (card_of(T, edition, portion, due_at=DUE, safety_line=LINE) for portion in portions(T, edition))
    return [card for card in found if card is not None]


def without(edition: Edition, *gone: int) -> Edition:
    [only] = edition.themes
    left = tuple(each for each in only.statements if each.contribution_id not in gone)
    return replace(edition, themes=(replace(only, statements=left, title=only.fallback),))


def test_members_read_every_statement_and_when_it_goes_out() -> None:
    cards = cards_of(FULL)
    text = "\n".join(card.text for card in cards)
    for part in FULL.themes:
        for said in part.statements:
            assert said.words in text
    assert f"<t:{int(DUE.timestamp())}:f>" in text
    assert FULL.notice in text
    assert cards[0].footer == LINE
    assert [card.title for card in cards[1:]] == [part.title for part in FULL.themes]


def test_long_statements_are_spread_over_cards_as_full_as_they_go_and_never_cut() -> None:
    cards = cards_of(LONG)
    assert len(cards) == 4
    assert all(len(card.text) <= LONGEST_TEXT for card in cards)
    assert "\n".join(card.text for card in cards).count("bus") == 5 * 400


def test_a_statement_as_long_as_a_card_has_one_of_its_own() -> None:
    edition = replace(EMPTY, themes=(theme("concern-1", "concern", "Buses", BAND, "bus " * 900, "late"),))
    assert [len(portion.statements) for portion in portions(T, edition)[1:]] == [1, 1]


def test_an_empty_month_is_explained_to_members_too() -> None:
    [card] = cards_of(EMPTY)
    assert "Too few people" in card.text


def test_a_card_keeps_its_statements_whatever_was_taken_back_from_others() -> None:
    _, first, second, _ = portions(T, LONG)
    card = card_of(T, without(LONG, *first.statements), second, due_at=DUE, safety_line=LINE)
    assert card is not None
    assert "2 bus" in card.text
    assert "1 bus" not in card.text
    assert card_of(T, without(LONG, *first.statements), first, due_at=DUE, safety_line=LINE) is None
    assert card_of(T, EMPTY, first, due_at=DUE, safety_line=LINE) is None


def test_a_card_is_known_as_what_it_is_though_words_were_taken_out_of_it_since() -> None:
    parts, now = portions(T, LONG), without(LONG, 1)
    for place, portion in enumerate(parts):
        posted = card_of(T, LONG, portion, due_at=DUE, safety_line=LINE)
        assert posted is not None
        known = [is_for(each, LONG, now, (DUE, DUE), posted.title, posted.text) for each in parts]
        assert known == [each == place for each in range(len(parts))]
    quiet = card_of(T, EMPTY, ABOVE, due_at=DUE, safety_line=LINE)
    assert quiet is not None
    later = DUE + timedelta(hours=1)
    assert is_for(ABOVE, LONG, EMPTY, (DUE, DUE), quiet.title, quiet.text), "every theme is gone since"
    assert is_for(ABOVE, LONG, EMPTY, (DUE, later), quiet.title, quiet.text), "its day was put off since"
    assert not is_for(ABOVE, LONG, EMPTY, (later, later), quiet.title, quiet.text), "of another approval"
