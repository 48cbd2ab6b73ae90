"""Facts into HTML: our own templates, everything escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from config.texts import Texts
from demo.page.language import long_time, offered, short_time
from demo.page.marks import as_html
from demo.play.places import Place
from demo.seen import HUES, Face
from demo.telling import Told

HERE = Path(__file__).parent
STATIC = HERE / "static"
TURN = 360 // HUES

templates = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def avatar(face: Face) -> Markup:
    """Return somebody's initials on their colour; a decoration, since the name stands beside it."""
    if face.is_bot:
        return Markup('<span class="avatar app" aria-hidden="true">S</span>')
    return Markup('<span class="avatar" style="--hue:{hue}" aria-hidden="true">{initials}</span>').format(
        hue=face.hue * TURN, initials=escape(face.initials)
    )


def breakable(address: str) -> Markup:
    """Return a mail address that breaks before its @ where the line is too short, and not within a word."""
    return Markup("<wbr>@").join(escape(part) for part in address.split("@"))


def place(step: int, where: Place) -> str:
    """Return the address of a place that a step of the tour leads to."""
    return f"/?{urlencode(where.query(step))}#{where.anchor}"


def link(query: Mapping[str, str], **changes: object) -> str:
    """Return the page's address with some of its choices changed."""
    return "/?" + urlencode({**query, **{name: str(value) for name, value in changes.items()}})


def render(t: Texts, query: Mapping[str, str], names: Mapping[int, str], facts: Mapping[str, Any]) -> str:
    """Return the page in the reader's language."""
    return templates.get_template("page.html").render(
        **facts,
        t=t,
        offered=offered(t.language),
        long_time=partial(long_time, language=t.language),
        short_time=partial(short_time, language=t.language),
        avatar=avatar,
        breakable=breakable,
        marks=partial(as_html, names=names, language=t.language),
        link_to=partial(link, query),
        here=link(query),
        place=place,
    )


def render_waiting(t: Texts, network: str, told: Sequence[Told]) -> str:
    """Return the page that is shown while the story is played."""
    return templates.get_template("waiting.html").render(t=t, network=network, told=told)
