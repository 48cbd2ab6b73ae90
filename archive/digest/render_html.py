"""An edition as HTML for mail: styles inlined, nothing fetched, readable at 320 px and in the dark."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

import css_inline
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from archive.digest.answering import Answering
from archive.digest.words import STEPS, Page, Part

TEMPLATES = Path(__file__).with_name("templates")
RIGHT_TO_LEFT = frozenset({"R", "AL"})  # Unicode bidirectional classes of strong right-to-left letters


def direction(words: str) -> str:
    """Return ``rtl`` or ``ltr`` by the first strong letter (Unicode UAX 9, rule P2)."""
    for mark in words:
        kind = unicodedata.bidirectional(mark)
        if kind == "L" or kind in RIGHT_TO_LEFT:
            return "rtl" if kind in RIGHT_TO_LEFT else "ltr"
    return "ltr"


def render_html(page: Page, answering: Answering | None = None) -> str:
    """Return the page as one self-contained HTML document. Everything in it is escaped."""
    has_themes = any(passage.key for part in page.parts for passage in part.passages)
    digest = _templates().get_template("digest.html")
    html = digest.render(page=page, answering=answering, has_themes=has_themes, direction=direction, steps=STEPS)
    return css_inline.inline(html, keep_at_rules=True, load_remote_stylesheets=False)


def months_html(part: Part) -> Markup:
    """Return the table of a part's themes over the months, for a page with a style of its own."""
    return Markup(_templates().get_template("months.html").render(part=part))  # noqa: S704 -- it escapes what it holds


@cache
def _templates() -> Environment:
    jinja = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    style = (TEMPLATES / "digest.css").read_text(encoding="utf-8")
    jinja.globals["style"] = Markup(style)  # noqa: S704 -- our own file
    return jinja
