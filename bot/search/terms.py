"""What a text is found by where the database does no stemming: the same terms on SQLite and PostgreSQL."""

from __future__ import annotations

from bot.search.rules import singular, words_in
from bot.text.words import stem


def terms_of(text: str) -> list[str]:
    """Return a text's words without case, accents and plural endings, each once, in their order."""
    return list(dict.fromkeys(stem(singular(word)) for word in words_in(text)))
