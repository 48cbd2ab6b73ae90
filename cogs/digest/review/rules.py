"""What a reviewer has to say, and how a rewording shows what it changes."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import ClassVar

from bot.errors import Refusal
from config.texts import N_


@dataclass
class NoReason(Refusal):
    """A return without a word about why."""

    says: ClassVar[str] = N_("Tell the author in a sentence what to change, so nothing was sent back yet. Try again.")


@dataclass
class SameWords(Refusal):
    """A rewording that changes nothing."""

    says: ClassVar[str] = N_(
        "Those are the words that stand there, so nothing was suggested. Change them, or let them go out as they are."
    )


def difference(before: str, after: str) -> str:
    """Return two wordings as one text: what goes is crossed out, what is new is bold."""
    old, new = before.split(), after.split()
    pieces: list[str] = []
    for change, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if change == "equal":
            pieces += old[a:b]
        else:
            pieces += [f"~~{' '.join(old[a:b])}~~"] if b > a else []
            pieces += [f"**{' '.join(new[c:d])}**"] if d > c else []
    return " ".join(pieces)
