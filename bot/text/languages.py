"""One key for each language, however a roster writes it: *es*, *Spanish* and *español* are the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from babel import Locale

from config.texts import SOURCE_LANGUAGE, Texts, languages


def language_key(word: str) -> str:
    """Return the code of a language, where the word is one or names one in English or Spanish; else the word itself."""
    plain = " ".join(word.split()).casefold()
    short = plain.replace("_", "-").split("-")[0]
    return _codes().get(plain, short if short in _codes().values() else plain)


def each_once(words: Iterable[str]) -> tuple[str, ...]:
    """Return languages in their order, each as it was written first."""
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(language_key(word), word)
    return tuple(found.values())


def language_name(t: Texts, word: str) -> str:
    """Return a language as the reader calls it, where it is known; its own word otherwise."""
    name = Locale.parse(t.language).languages.get(language_key(word))
    return str(name) if name else word


def reading_language(words: Iterable[str]) -> str:
    """Return the language of ours that comes first among those somebody speaks; English where none does."""
    return next((key for key in map(language_key, words) if key in languages()), SOURCE_LANGUAGE)


@cache
def _codes() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for reader in ("es", "en"):
        found |= {str(name).casefold(): code for code, name in Locale.parse(reader).languages.items() if len(code) < 4}
    return found
