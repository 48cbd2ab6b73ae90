"""Days of the week as people write them: in every language there is, cut short, with accents or without."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

from babel.dates import get_day_names

LANGUAGES = ("en", "es")
LEAST = 3  # letters; fewer would be two days in one language or another


def weekday(written: str) -> int | None:
    """Return the day meant by a name or by at least its first three letters, 0 for Monday; None where it is no day."""
    typed = without_accents(written)
    if len(typed) < LEAST:
        return None
    return next((number for name, number in _names().items() if name.startswith(typed)), None)


def without_accents(text: str) -> str:
    """Return a text in lower case with its accents taken off."""
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@cache
def _names() -> Mapping[str, int]:
    named = {
        without_accents(str(name)): number
        for language in LANGUAGES
        for number, name in get_day_names("wide", locale=language).items()
    }
    return named | {"weds": 2}
