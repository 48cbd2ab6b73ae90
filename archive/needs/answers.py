"""What somebody chose, as a short code: it travels in the buttons of a private message, and lies in an envelope. Pure.

One number a question, in hexadecimal: bit n is the n-th choice. Nothing of a survey that is being filled in is kept in
memory or in a row, so a restart changes nothing and it can be picked up as long as the message stands.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from archive.needs.questions import QUESTIONS, choices_of
from bot.errors import Gone

Chosen = Mapping[str, tuple[str, ...]]  # by question; what was left empty is missing
NOTHING = "-" * (len(QUESTIONS) - 1)


def pack(chosen: Mapping[str, Collection[str]], topics: Sequence[str]) -> str:
    """Return choices as a code; what a question does not offer is left out, and so is what is over its limit."""
    return "-".join(_mask(chosen.get(asked.key, ()), choices_of(asked, topics), asked.most) for asked in QUESTIONS)


def unpack(code: str, topics: Sequence[str]) -> Chosen:
    """Return the choices that a code holds; raises `Gone` for one that `pack` cannot have made."""
    masks = code.split("-")
    if len(masks) != len(QUESTIONS):
        raise Gone
    found: dict[str, tuple[str, ...]] = {}
    for asked, mask in zip(QUESTIONS, masks, strict=True):
        offered = choices_of(asked, topics)
        keys = tuple(key for place, key in enumerate(offered) if _read(mask) >> place & 1)
        found |= {asked.key: keys} if keys else {}
    if pack(found, topics) != code:
        raise Gone
    return found


def _mask(chosen: Collection[str], offered: Sequence[str], most: int) -> str:
    places = [place for place, key in enumerate(offered) if key in chosen][:most]
    return f"{sum(1 << place for place in places):x}" if places else ""


def _read(mask: str) -> int:
    try:
        return int(mask, 16) if mask else 0
    except ValueError:
        raise Gone from None
