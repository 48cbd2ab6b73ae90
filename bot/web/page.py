"""Pages rendered on the server from templates that escape everything."""

from __future__ import annotations

import re
from functools import cache
from http import HTTPStatus
from pathlib import Path

from aiohttp import web
from jinja2 import Environment, FunctionLoader, StrictUndefined

from bot.errors import Refusal
from config.texts import Texts, texts_outside

ROOT = Path(__file__).parent.parent.parent
MOST_LANGUAGES = 20
WEIGHT = re.compile(r"q=([01](?:\.\d{0,3})?)", re.ASCII)


def _source(name: str) -> str | None:
    """Return a template's text: ``web/base.html`` is ours, ``digest/answer.html`` the feature's."""
    feature, _, file = name.partition("/")
    folder = ROOT / "bot" / "web" if feature == "web" else ROOT / "cogs" / feature
    path = (folder / "templates" / file).resolve()
    if not path.is_relative_to(folder) or not path.exists():
        return None
    return path.read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_source), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def texts_of(request: web.Request) -> Texts:
    """Return the texts in the language that the browser likes most of those we have (RFC 9110, 12.5.4)."""
    for tag in _wanted(request):
        texts = texts_outside(tag)
        if texts.language == tag.partition("-")[0].lower():
            return texts
    return texts_outside("en")


def _wanted(request: web.Request) -> list[str]:
    """Return the language tags that a browser names, the most liked first; those it refuses (weight 0) are left out."""
    weighed = [_weighed(part) for part in request.headers.get("Accept-Language", "").split(",")[:MOST_LANGUAGES]]
    return [tag for weight, tag in sorted(weighed, key=lambda pair: -pair[0]) if tag and weight > 0]


def _weighed(part: str) -> tuple[float, str]:
    tag, _, weight = part.partition(";")
    found = WEIGHT.fullmatch(weight.strip()) if weight else None
    return (float(found.group(1)) if found else 1.0), tag.strip()


def page(request: web.Request, template: str, *, status: int = 200, **facts: object) -> web.Response:
    """Return a page: `template` is ``feature/file.html`` from the feature's ``templates`` folder.

    Templates have `t` (the reader's texts) beside the facts given.
    """
    return _render(request, template, status, facts)


def _render(request: web.Request, template: str, status: int, facts: dict[str, object]) -> web.Response:
    t = texts_of(request)
    body = _environment().get_template(template).render(t=t, **facts)
    return web.Response(text=body, status=status, content_type="text/html", charset="utf-8")


def error_page(
    request: web.Request, status: int, refusal: Refusal | None, *, incident: str = "", words: str = ""
) -> web.Response:
    """Return a page that says what happened and what to do, with the `words` that would be lost otherwise."""
    t = texts_of(request)
    said = refusal.text(t) if refusal else ""
    facts: dict[str, object] = {"said": said, "incident": incident, "status": HTTPStatus(status).value, "words": words}
    return _render(request, "web/error.html", status, facts)
