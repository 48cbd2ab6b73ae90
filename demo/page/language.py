"""The page's own language, the browser's until somebody chooses another, and how times are written in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiohttp import web
from babel import Locale
from babel.dates import format_datetime

from bot.web.page import texts_of
from config.texts import Texts, languages, texts_for

CHOSEN = "language"  # the cookie's name
YEAR = 365 * 24 * 3600  # seconds
LONG: Mapping[str, str] = {"es": "EEEE d 'de' MMMM 'de' y, HH:mm"}
SHORT = "d MMM, HH:mm"


def texts_here(request: web.Request) -> Texts:
    """Return the texts in the language that was chosen here, or that the browser likes most."""
    chosen = request.cookies.get(CHOSEN, "")
    return texts_for(chosen if chosen in languages() else texts_of(request).language)


def chosen(form: Mapping[str, Any], back: str) -> web.HTTPSeeOther:
    """Return the answer that keeps a choice and goes back; a language that there is none of changes nothing."""
    answer = web.HTTPSeeOther(back)
    if form.get("to") in languages():
        answer.set_cookie(CHOSEN, str(form["to"]), max_age=YEAR, samesite="Strict", httponly=True)
    return answer


def offered(now: str) -> list[tuple[str, str]]:
    """Return the other languages: their tags, and what each calls itself."""
    return [(tag, str(Locale(tag).get_display_name()).capitalize()) for tag in languages() if tag != now]


def long_time(at: datetime, language: str) -> str:
    """Return a moment as ``Monday 2 March 2026, 15:00``."""
    return format_datetime(at, LONG.get(language, "EEEE d MMMM y, HH:mm"), locale=language)


def short_time(at: datetime, language: str) -> str:
    """Return a moment as ``2 Mar, 15:00``."""
    return format_datetime(at, SHORT, locale=language)
