"""A response as members and later editions read it."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from config.texts import N_, Texts

LABELS = {
    "received": N_("Received, and read"),
    "will_act": N_("We will act"),
    "acted": N_("We have acted"),
    "need_more": N_("We need to know more"),
    "not_ours": N_("This isn't ours to decide"),
    "will_not": N_("We will not act on this"),
}

_SAYS = {
    "received": N_("{office} has read it."),
    "will_act": N_("{office} will act by {day}."),
    "acted": N_("{office} has acted:"),
    "need_more": N_("{office} needs to know more:"),
    "not_ours": N_("{office} says who can decide this:"),
    "will_not": N_("{office} will not act, because:"),
}


def say_response(kind: str, office: str, details: str, by_when: date | None, t: Texts) -> str:
    """Return what an office answered, as one line with its own words at the end."""
    day = format_date(by_when, "long", locale=t.language) if by_when else ""
    said = t(_SAYS[kind], office=office, day=day)
    return f"{said} {details}" if details else said
