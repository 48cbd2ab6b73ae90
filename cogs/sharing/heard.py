"""What came of shared words, as their author reads it. No I/O."""

from __future__ import annotations

from collections.abc import Sequence

from archive.digest.months import month_name
from archive.responses.heard import Heard
from archive.responses.words import say_response
from config.texts import Texts

MOST_SHOWN = 3
LONGEST = 300


def heard_lines(t: Texts, heard: Sequence[Heard]) -> str:
    """Return the newest responses, one line each, what an office wrote quoted as it stands."""
    lines = [_line(t, each) for each in heard[-MOST_SHOWN:]]
    if len(heard) > MOST_SHOWN:
        lines.append(t("and {count} more", count=len(heard) - MOST_SHOWN))
    return "\n".join(lines)


def _line(t: Texts, heard: Heard) -> str:
    said = say_response(heard.answer.kind, heard.office, heard.answer.details, heard.answer.by_when, t)
    said = " ".join(said.split())
    shown = said if len(said) <= LONGEST else said[: LONGEST - 1].rstrip() + "…"
    return f"↳ {month_name(heard.month, t.language)}: {_plain(shown)}"


def _plain(text: str) -> str:
    return "".join(f"\\{mark}" if mark in "\\*_~`|<[" else mark for mark in text)
