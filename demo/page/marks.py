"""The little of Discord's markup that our cards use, as safe HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial

from markupsafe import Markup, escape

from demo.page.language import long_time

INLINE = (
    (re.compile(r"\*\*(.+?)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"__(.+?)__"), r"<u>\1</u>"),
    (re.compile(r"(?<![\w*])\*(?!\s)(.+?)(?<!\s)\*(?!\w)"), r"<em>\1</em>"),
    (re.compile(r"(?<!\w)_(?!\s)(.+?)(?<!\s)_(?!\w)"), r"<em>\1</em>"),
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (
        re.compile(r"\[([^\]]+)\]\((?:&lt;)?(https?://[^)\s]+?)(?:&gt;)?\)"),
        r'<a href="\2" target="_blank" rel="noreferrer">\1</a>',
    ),
    (re.compile(r'(?<!["=>])(https?://[^\s<]+)'), r'<a href="\1" target="_blank" rel="noreferrer">\1</a>'),
)
STAMP = re.compile(r"&lt;t:(\d+)(?::([a-zA-Z]))?&gt;")
MENTION = re.compile(r"&lt;(@|@!|@&amp;|#)(\d+)&gt;")
BLOCKS = (("&gt; ", "blockquote"), ("-# ", "small"), ("### ", "h5"), ("## ", "h5"), ("# ", "h5"))


def as_html(text: str, names: Mapping[int, str], language: str = "en") -> Markup:
    """Return a message's text as HTML; `names` says how a mentioned account, role or channel is called."""
    return Markup("").join(_line(line, names, language) for line in text.split("\n"))


def _line(line: str, names: Mapping[int, str], language: str) -> Markup:
    safe = str(escape(line))
    block = "p"
    for mark, name in BLOCKS:
        if safe.startswith(mark):
            safe, block = safe[len(mark) :], name
            break
    if safe.startswith(("- ", "* ")):
        safe, block = "• " + safe[2:], "p"
    for pattern, html in INLINE:
        safe = pattern.sub(html, safe)
    safe = STAMP.sub(partial(_stamp, language), safe)
    safe = MENTION.sub(lambda match: _mention(match, names), safe)
    return Markup(f"<{block}>{safe or '&nbsp;'}</{block}>")  # noqa: S704 -- escaped above, the tags are ours


def _stamp(language: str, match: re.Match[str]) -> str:
    at = datetime.fromtimestamp(int(match[1]), UTC)
    return f'<time datetime="{at.isoformat()}">{long_time(at, language)}</time>'


def _mention(match: re.Match[str], names: Mapping[int, str]) -> str:
    sign = "#" if match[1] == "#" else "@"
    name = names.get(int(match[2]), "somebody")
    return f'<span class="mention">{sign}{escape(name)}</span>'
