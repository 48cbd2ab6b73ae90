"""What members see of issues and themes."""

from __future__ import annotations

from datetime import UTC, datetime

from archive.issues.model import Issue, RankedTheme
from cogs.issues import render
from config.texts import texts_for

T = texts_for("en")
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
    mine = render.mine(T, [_issue(n, longest) for n in range(40)], {9: longest[:90]}, counted=range(40))
    assert len(mine.text) < 4096
    ranked = [RankedTheme(n, longest[:90], 3, 4, 5) for n in range(40)]
    card = render.themes(T, ranked)
    assert len(card.text) < 4096
    assert len(card.selects[0].choices) == 10


def test_nothing_raised_yet_says_what_to_do() -> None:
    assert "/issue raise" in render.mine(T, [], {}).text
    assert "/issue raise" in render.themes(T, []).text
