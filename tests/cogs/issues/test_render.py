"""What members see of issues and themes."""

from __future__ import annotations

from datetime import UTC, datetime

from archive.issues.drafts import Waiting
from archive.issues.model import Issue, RankedTheme
from archive.issues.rules import Draft
from bot.charts.bars import in_words
from cogs.issues import render
from cogs.issues.issue_cards import ON_A_PAGE, Page, list_card
from cogs.issues.mine_cards import Own, mine_card
from cogs.issues.raise_cards import similar_card
from cogs.issues.rules import Look
from config.community import Publication, default_community
from config.texts import texts_for

T = texts_for("en")
COMMUNITY, RULE = default_community(), Publication()
NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


def _issue(issue_id: int, text: str = "words", person_id: int = 1) -> Issue:
    return Issue(issue_id, person_id, None, 9, "concern", None, "no", text, NOW)


def test_a_theme_shows_five_issues_and_says_how_many_more_there_are() -> None:
    card = render.theme(T, "Buses", [_issue(number) for number in range(8)], reader_id=2)
    assert len(card.buttons) == 5
    assert "3 more" in card.text


def test_ones_own_issue_has_no_button_to_join_it() -> None:
    card = render.theme(T, "Buses", [_issue(1), _issue(2, person_id=5)], reader_id=1)
    assert [button.address.target for button in card.buttons] == ["2"]


def test_long_and_many_lined_words_stay_a_quote_of_bounded_length() -> None:
    card = render.theme(T, None, [_issue(1, "a line\n\n" * 600)], reader_id=2)
    assert len(card.text) < 1200
    assert all(line.startswith((">", "**")) for line in card.text.splitlines())


def test_the_longest_lists_fit_into_one_message() -> None:
    longest = "w" * 4000
    assert len(render.theme(T, longest[:90], [_issue(n, longest) for n in range(40)], reader_id=2).text) < 4096
    many = [_issue(n, longest) for n in range(ON_A_PAGE)]
    page = Page(Look(is_mine=True, page=3), many, 400, dict.fromkeys(range(5), 300))
    waiting = [Waiting(n, Draft(longest), NOW) for n in range(40)]
    own = Own({9: longest[:90]}, counted=range(40), waiting=waiting)
    mine = mine_card(T, page, own, COMMUNITY)
    assert len(mine.text) < 4096
    assert len(mine.selects) + -(-len(mine.buttons) // 5) <= 5  # Discord: rows of a message
    assert len(list_card(T, page, COMMUNITY).text) < 4096
    similar = similar_card(T, waiting[0], many[:3], {}, 2)
    assert len(similar.text) + sum(len(name) + len(value) for name, value in similar.fields) < 5500
    card = render.board(T, [RankedTheme(n, longest[:90], 3, 5, 5) for n in range(40)], RULE)
    assert len(card.text) < 4096
    assert len(card.selects[0].choices) == 10


def test_many_short_lines_do_not_grow_a_page_beyond_one_message() -> None:
    many = [_issue(n, "a\n" * 2000) for n in range(ON_A_PAGE)]
    page = Page(Look(), many, 5, {})
    assert len(mine_card(T, page, Own({9: "w" * 90}), COMMUNITY).text) < 4096


def test_small_themes_come_last_and_without_figures() -> None:
    small, large, larger = (
        RankedTheme(1, "Tiny", 2, 9, 9),
        RankedTheme(2, "Buses", 3, 5, 5),
        RankedTheme(3, "Gym", 6, 9, 9),
    )
    card = render.board(T, [small, larger, large], RULE)
    assert card.text.splitlines() == [
        "1. **Gym**",
        "`████████████` 6 sites · 9 people",
        "2. **Buses**",
        "`██████      ` 3 sites · 5 people",
        "3. **Tiny**",
        "few voices so far",
    ]
    described = [choice.description for choice in card.selects[0].choices]
    assert described == [
        "6 sites · 9 people",
        "3 sites · 5 people",
        "",
    ]


def test_the_chart_says_in_words_what_it_shows_and_leaves_small_themes_out() -> None:
    small, large = RankedTheme(1, "Tiny", 2, 9, 9), RankedTheme(2, "Buses that come late in the morning", 3, 5, 5)
    chart = render.board_chart(T, [small, large], RULE)
    assert chart is not None
    words = "What sites struggle with. Buses that come late…: sites 3 sites, people 5 people."
    assert in_words(chart) == words
    assert render.board_chart(T, [small], RULE) is None


def test_nothing_raised_yet_says_what_to_do() -> None:
    assert "/issue raise" in mine_card(T, Page(Look(is_mine=True), [], 0, {}), Own({}), COMMUNITY).text
    assert "/issue raise" in list_card(T, Page(Look(), [], 0, {}), COMMUNITY).text
    assert "/issue raise" in render.board(T, [], RULE).text
