"""How a recipient answers: by a signed page of their own, or by replying to the mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from config.texts import Texts


@dataclass(frozen=True)
class Answering:
    """The way to answer, in words; `url` is empty where the mail is answered by a reply."""

    heading: str
    line: str
    button: str = ""
    url: str = ""
    each: str = ""  # the link under one theme

    def sentences(self) -> tuple[str, ...]:
        """Return what a reader reads about answering."""
        return self.heading, self.line


def by_page(url: str, until: date, t: Texts) -> Answering:
    """Return the words around a recipient's own link."""
    day = format_date(until, "long", locale=t.language)
    line = t(
        "It takes a minute a theme. The link is yours until {day}; please don't forward it. There is no password.",
        day=day,
    )
    return Answering(t("Respond on your page"), line, t("Open your page"), url, t("Respond to this theme"))


def by_reply(t: Texts) -> Answering:
    """Return the words that ask for a reply."""
    line = t("Name the theme and say what you will do, by when, or why not. A steward passes your words on to members.")
    return Answering(t("Respond by replying to this mail"), line)
