"""How much Spanish a text is: it decides which Spanish words are ordinary in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from archive.anonymize.lexicon import lexicon
from archive.anonymize.tokens import Token

SIGNS_SHARE = 0.12  # of a text's words: enough of the small words of Spanish to read it as Spanish
WORDS_SHARE, LEAST_WORDS = 0.3, 2  # and of the words that only Spanish has
LEAST_LETTERS = 4  # of a word that tells Spanish by itself
REMEMBERED = 1 << 15  # words whose traits are kept
_ENDINGS = ("ado", "ada", "ido", "ida", "ando", "iendo", "aron", "ieron", "aba", "aban", "mente")


class Setting(NamedTuple):
    """How much Spanish the words around a word are."""

    is_spanish: bool  # the whole text
    has_spanish: bool  # at least a word of it


class _Traits(NamedTuple):
    """What a folded word tells about the language of its text; a name tells nothing, whatever else it is."""

    is_sign: bool  # a small word of Spanish
    is_small: bool  # one that English has not
    is_spanish: bool
    is_only_english: bool


def setting_of(tokens: Sequence[Token]) -> Setting:
    """Say whether a text is Spanish, or has some in it."""
    traits = [_traits(token.folded) for token in tokens]
    signs = sum(each.is_sign for each in traits)
    words = sum(each.is_spanish for each in traits)
    is_spanish = signs > SIGNS_SHARE * len(tokens) or words > max(LEAST_WORDS, WORDS_SHARE * len(tokens))
    if not is_spanish and not any(each.is_only_english for each in traits):
        is_spanish = words >= LEAST_WORDS or any(not token.is_capital and _is_spoken(token.folded) for token in tokens)
    return Setting(is_spanish, is_spanish or words >= LEAST_WORDS or any(each.is_small for each in traits))


@lru_cache(maxsize=REMEMBERED)
def _traits(word: str) -> _Traits:
    lists = lexicon()
    is_english, is_name = lists.is_english(word), lists.is_name(word)
    is_spanish = word in lists.spanish
    is_form = is_spanish or (word.endswith(_ENDINGS) and lists.is_spanish(word))
    return _Traits(
        is_sign=lists.has("spanish_signs", word),
        is_small=lists.has("spanish_only", word),
        is_spanish=is_form and not is_english and not is_name,
        is_only_english=is_english and not is_spanish and not is_name,
    )


@lru_cache(maxsize=REMEMBERED)
def _is_spoken(word: str) -> bool:
    """Say whether a word, in any of its forms, is Spanish and nothing else."""
    lists = lexicon()
    is_other = lists.is_english(word) or lists.is_name(word)
    return not is_other and len(word) >= LEAST_LETTERS and lists.is_spanish(word)
