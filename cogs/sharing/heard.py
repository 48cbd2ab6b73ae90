"""What came of shared words, as their author reads it. No I/O."""

from __future__ import annotations

from archive.digest.months import month_name
from archive.responses.heard import Heard
from archive.responses.store import Response
from archive.responses.words import say_response
from config.texts import Texts

MOST_SHOWN = 3
LONGEST = 300


def heard_lines(t: Texts, heard: Heard) -> str:
    """Return the newest responses, one line each, what an office wrote quoted as it stands."""
    lines = [_line(t, heard.month, each) for each in heard.responses[-MOST_SHOWN:]]
    if (more := len(heard.responses) - MOST_SHOWN) > 0:
        lines.append(t("and {count} more", count=more))
    return "\n".join(lines)


def _line(t: Texts, month: str, response: Response) -> str:
    answer = response.answer
    said = say_response(answer.kind, response.office, answer.details, answer.by_when, t)
    said = " ".join(said.split())
    shown = said if len(said) <= LONGEST else said[: LONGEST - 1].rstrip() + "…"
    return f"↳ {month_name(month, t.language)}: {_plain(shown)}"


def _plain(text: str) -> str:
    return "".join(f"\\{mark}" if mark in "\\*_~`|<[" else mark for mark in text)
