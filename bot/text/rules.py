"""What of a text can be read: its words, without links and without Discord's own marks."""

from __future__ import annotations

import re
import unicodedata

LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
DISCORD_MARK = re.compile(r"<(?:a?:\w+:|[@#]|@&|@!|t:)[\w:-]*>", re.ASCII)  # custom emoji, mentions, timestamps


def readable(text: str) -> str:
    """Return a text in lower case on one line, links and marks left out; empty where no letter is left."""
    left = " ".join(DISCORD_MARK.sub(" ", LINK.sub(" ", text)).casefold().split())
    return left if has_letters(left) else ""


def has_letters(text: str) -> bool:
    """Say whether a text has a letter of any script."""
    return any(unicodedata.category(character).startswith("L") for character in text)
