"""Words of a text, and which of them say little."""

from __future__ import annotations

import re

from bot.text.everyday import EVERYDAY
from bot.text.rules import LINK

_WORD = re.compile(r"[^\W\d_][\w'-]*[^\W_]|[^\W\d_]", re.UNICODE)


def words_of(text: str) -> list[str]:
    """Return a text's words in order, links left out, apostrophes written plainly."""
    return _WORD.findall(LINK.sub(" ", text.replace("\u2019", "'")))


def says_little(word: str) -> bool:
    """Say whether a word is too common, or too short, to tell what a text is about."""
    return len(word) < 2 or word.casefold() in EVERYDAY


def stem(word: str) -> str:
    """Return a word without the endings that make it plural or possessive, so that both count as one."""
    plain = word.casefold().removesuffix("'s")
    if len(plain) > 4 and plain.endswith("ies"):
        return plain[:-3] + "y"
    if len(plain) > 3 and plain.endswith("s") and not plain.endswith(("ss", "us", "is")):
        plain = plain[:-1]
    if len(plain) > 3 and plain.endswith(("se", "xe", "ze", "che", "she")):  # buses, boxes, and so also house
        plain = plain[:-1]
    return plain
