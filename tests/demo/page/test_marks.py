from __future__ import annotations

import pytest

from demo.page.marks import as_html
from demo.page.render import breakable

NAMES = {42: "Adunni <script>"}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**bold** and *soft*", "<p><strong>bold</strong> and <em>soft</em></p>"),
        ("> a quote", "<blockquote>a quote</blockquote>"),
        ("one\ntwo", "<p>one</p><p>two</p>"),
        ("5 * 3 * 2", "<p>5 * 3 * 2</p>"),
        (
            "[a film](<https://video.example.org/x>)",
            '<p><a href="https://video.example.org/x" target="_blank" rel="noreferrer">a film</a></p>',
        ),
    ],
)
def test_discords_markup_is_drawn(text: str, html: str) -> None:
    assert as_html(text, NAMES) == html


def test_a_time_is_written_out() -> None:
    assert "Monday 2 March 2026, 15:00" in as_html("<t:1772463600:F>", NAMES)


def test_a_mention_shows_a_name_that_cannot_carry_markup() -> None:
    html = as_html("<@42> and <@7>", NAMES)
    assert "@Adunni &lt;script&gt;" in html
    assert "@somebody" in html


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '<img src=x onerror="x()">', "[x](javascript:alert(1))"])
def test_nothing_that_was_written_becomes_markup(text: str) -> None:
    html = as_html(text, NAMES)
    assert "<script" not in html
    assert "<img" not in html
    assert "href" not in html


def test_a_mail_address_breaks_before_its_at_and_stays_harmless() -> None:
    assert breakable("to a<b@office.example") == "to a&lt;b<wbr>@office.example"
