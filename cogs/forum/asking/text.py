"""A question in one text, as its post shows it and as it comes back to whoever wrote it; and the way back. Pure."""

from __future__ import annotations

from bot.errors import Gone
from cogs.forum.model import Asked, Choices
from cogs.forum.render import asked_text, tried_heading
from cogs.forum.rules import pack, unpack
from config.texts import Texts

LATER, NOW = "later", "now"


def as_text(asked: Asked, t: Texts) -> str:
    """Return title, words and what was tried as one text."""
    return f"{asked.title}\n\n{asked_text(asked, t)}"


def from_text(text: str, t: Texts) -> Asked:
    """Return what `as_text` put together."""
    title, _, rest = text.partition("\n\n")
    words, mark, tried = rest.rpartition(f"\n\n{tried_heading(t)}\n")
    return Asked(title.strip(), words if mark else rest, tried if mark else "")


def pack_when(choices: Choices, *, at_once: bool) -> str:
    """Return choices and when it goes out, as a button carries them."""
    return f"{pack(choices)}.{NOW if at_once else LATER}"


def unpack_when(target: str) -> tuple[Choices, bool]:
    """Return the same from a button; raises `Gone` where it is none of ours."""
    packed, _, when = target.rpartition(".")
    if when not in {LATER, NOW}:
        raise Gone
    return unpack(packed), when == NOW
