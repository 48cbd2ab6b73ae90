"""Spanish inflection, the other way round: from a form in a text to the word that a dictionary holds.

The word list has infinitives and singulars only. This is generous on purpose: it decides whether a word is ordinary,
and a form that no verb has does not turn up in real text.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import lru_cache

_OF_AR = """
o as a amos ais an e es emos eis en aba abas abamos aban aste o asteis aron are aras ara aremos aran aria arias ariamos
arian ando ado ada ados adas ase asen iera aramos
"""
_OF_ER_AND_IR = """
o es e emos eis en imos is a as amos ais an ia ias iamos ian i iste io imos isteis ieron ere eras era eremos eran eria
erias eriamos erian ire iras ira iremos iran iria irias iriamos irian iendo yendo yo yeron ido ida idos idas iera ieras
ieramos ieran iese
"""
_ENDINGS = (
    *((ending, ("ar",)) for ending in set(_OF_AR.split())),
    *((ending, ("er", "ir")) for ending in set(_OF_ER_AND_IR.split())),
)
_STEMS = (
    *(("ie", "e"), ("ue", "o"), ("i", "e"), ("u", "o")),  # tiene: tener, puede: poder
    *(("qu", "c"), ("gu", "g"), ("c", "z"), ("j", "g"), ("zc", "c")),  # busque: buscar, empece: empezar
)
_PRONOUNS = ("selos", "selas", "selo", "sela", "nos", "les", "los", "las", "me", "te", "se", "le", "lo", "la")
_SHORTEST, _LONGEST = 3, 30


def _singulars(word: str) -> Iterator[str]:
    if word.endswith("s"):
        yield word[:-1]
    if word.endswith("ces"):
        yield word[:-3] + "z"
    if word.endswith("es"):
        yield word[:-2]


def _nouns(word: str) -> Iterator[str]:
    for form in (word, *_singulars(word)):
        yield form
        if form.endswith("a"):
            yield form[:-1] + "o"
            yield form[:-1]
        for small in ("ito", "ita", "cito", "cita", "isimo", "isima"):
            if form.endswith(small) and len(form) - len(small) >= _SHORTEST:
                yield from (form[: -len(small)] + vowel for vowel in ("o", "a", "e", ""))
    if word.endswith("mente"):
        yield word[:-5]
        yield word[:-6] + "o"


def _stems(stem: str) -> Iterator[str]:
    yield stem
    for written, dictionary in _STEMS:
        at = stem.rfind(written)
        if at >= 0:
            yield stem[:at] + dictionary + stem[at + len(written) :]


def _verbs(word: str) -> Iterator[str]:
    for ending, infinitives in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            for stem in _stems(word[: -len(ending)]):
                yield from (stem + infinitive for infinitive in infinitives)


def _without_pronoun(word: str) -> Iterator[str]:
    for pronoun in _PRONOUNS:
        bare = word.removesuffix(pronoun)
        if bare != word and bare.endswith(("r", "ndo", "a", "e")) and len(bare) >= _SHORTEST:
            yield bare


@lru_cache(maxsize=1 << 14)
def is_spanish_form(word: str, words: Container[str]) -> bool:
    """Say whether a folded word is a form of one of these dictionary words."""
    if not _SHORTEST <= len(word) <= _LONGEST or "k" in word or "w" in word:  # which Spanish does not inflect
        return False
    return any(
        form in words
        for bare in (word, *_without_pronoun(word))
        for derive in (_nouns, _verbs)
        for form in derive(bare)
    )
