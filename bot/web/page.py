"""Pages rendered on the server from templates that escape everything."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web
from jinja2 import Environment, FunctionLoader, StrictUndefined

from bot.errors import Refusal
from config.texts import Texts, texts_outside

if TYPE_CHECKING:
    from bot.house import House

ROOT = Path(__file__).parent.parent.parent


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
    """Return the texts in the language that the browser asks for first."""
    wanted = request.headers.get("Accept-Language", "en").split(",")[0].split(";")[0].strip()
    return texts_outside(wanted or "en")


def page(
    house: House,  # noqa: ARG001 -- pages will carry the network's name and colours
    request: web.Request,
    template: str,
    *,
    status: int = 200,
    **facts: object,
) -> web.Response:
    """Return a page: `template` is ``feature/file.html`` from the feature's ``templates`` folder.

    Templates have `t` (the reader's texts) beside the facts given.
    """
    return _render(request, template, status, facts)


def _render(request: web.Request, template: str, status: int, facts: dict[str, object]) -> web.Response:
    t = texts_of(request)
    body = _environment().get_template(template).render(t=t, **facts)
    return web.Response(text=body, status=status, content_type="text/html", charset="utf-8")


def error_page(request: web.Request, status: int, refusal: Refusal | None, *, incident: str = "") -> web.Response:
    """Return a page that says what happened and what to do."""
    t = texts_of(request)
    said = refusal.text(t) if refusal else ""
    facts: dict[str, object] = {"said": said, "incident": incident, "status": HTTPStatus(status).value}
    return _render(request, "web/error.html", status, facts)
