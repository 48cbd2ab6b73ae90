"""How much Spanish a text is: it decides which Spanish words are ordinary in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from archive.anonymize.lexicon import Lexicon
from archive.anonymize.tokens import Token

SIGNS_SHARE = 0.12  # of a text's words: enough of the small words of Spanish to read it as Spanish
WORDS_SHARE, LEAST_WORDS = 0.3, 2  # and of the words that only Spanish has
LEAST_LETTERS = 4  # of a word that tells Spanish by itself
_ENDINGS = ("ado", "ada", "ido", "ida", "ando", "iendo", "aron", "ieron", "aba", "aban", "mente")


class Setting(NamedTuple):
    """How much Spanish the words around a word are."""

    is_spanish: bool  # the whole text
    has_spanish: bool  # at least a word of it


def setting_of(tokens: Sequence[Token], lexicon: Lexicon) -> Setting:
    """Say whether a text is Spanish, or has some in it."""
    signs = sum(lexicon.has("spanish_signs", token.folded) for token in tokens)
    words = _spanish_words(tokens, lexicon)
    is_spanish = signs > SIGNS_SHARE * len(tokens) or words > max(LEAST_WORDS, WORDS_SHARE * len(tokens))
    if not is_spanish and not any(lexicon.is_only_english(token.folded) for token in tokens):
        is_spanish = words >= LEAST_WORDS or any(_is_spoken(token, lexicon) for token in tokens)
    has_small_word = any(lexicon.has("spanish_only", token.folded) for token in tokens)
    return Setting(is_spanish, is_spanish or has_small_word or words >= LEAST_WORDS)


def _is_spoken(token: Token, lexicon: Lexicon) -> bool:
    """Say whether a word, in any of its forms, is Spanish and nothing else."""
    word = token.folded
    is_other = lexicon.is_english(word) or lexicon.is_name(word) or token.is_capital
    return not is_other and len(word) >= LEAST_LETTERS and lexicon.is_spanish(word)


def _is_form(word: str, lexicon: Lexicon) -> bool:
    return word.endswith(_ENDINGS) and lexicon.is_spanish(word)


def _spanish_words(tokens: Sequence[Token], lexicon: Lexicon) -> int:
    """Return how many words only Spanish has; a name is none, whatever else it is."""
    words = (token.folded for token in tokens if token.folded in lexicon.spanish or _is_form(token.folded, lexicon))
    return sum(not lexicon.is_english(word) and not lexicon.is_name(word) for word in words)
