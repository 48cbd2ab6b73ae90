"""The page of the strongest themes of real comments."""

from __future__ import annotations

from demo.concerns import read_concerns
from demo.concerns.consenting import NOTICE
from demo.concerns.strongest import page, strongest
from tests.bot.text.shared import need
from tests.meta.source import ROOT


def test_the_example_is_what_the_command_finds_and_holds_no_text() -> None:
    concerns = read_concerns(need("concerns/bowling-green-comments.csv"))
    found = strongest(concerns)
    written = (ROOT / "docs" / "examples" / "themes.md").read_text(encoding="utf-8")
    for number, (theme, texts) in enumerate(found, 1):
        assert f"| {number} | {theme.title} | {len(texts)} | {theme.people} |" in written
    assert not any(concern.text in written for concern in concerns)


def test_the_page_holds_every_text_of_each_theme_and_where_they_come_from() -> None:
    found = strongest(read_concerns(need("concerns/bowling-green-comments.csv")))
    whole, titles = ("\n".join(page(found, whole=whole)) for whole in (True, False))
    assert all(" ".join(text.split()) in whole for _, texts in found for text in texts)
    assert not any(" ".join(text.split()) in titles for _, texts in found for text in texts)
    assert NOTICE in whole
    assert NOTICE in titles
