"""The words people read: for each language one catalogue for members and one for strangers, read once.

English text is its own message id. `N_` marks a text where it is written, `Texts` turns it into the reader's
language where it is shown; `python -m config.texts.collect` gathers both into `locales/staffroom.pot`.
"""

from __future__ import annotations

import gettext
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent / "locales"
SOURCE_LANGUAGE = "en"


def N_(text: str) -> str:  # noqa: N802 -- the name that gettext extractors look for
    """Mark a text for translation without translating it yet."""
    return text


class Texts:
    """The catalogue of one language.

    Call it with a text and its facts: ``t("Hello {name}.", name=name)``. Facts are inserted after translation, so
    they are never read as a format.
    """

    def __init__(
        self, language: str, catalogue: gettext.NullTranslations, names: gettext.NullTranslations | None = None
    ) -> None:
        self.language = language
        self._catalogue = catalogue
        self._names = names or catalogue

    def __call__(self, text: str, /, **facts: object) -> str:
        """Return the text in this language with its facts filled in."""
        return self._catalogue.gettext(text).format(**facts)

    def named(self, word: str) -> str:
        """Return a word of the network's own vocabulary in this language, itself where the catalogue has none.

        It has no facts to fill in: whatever a network wrote with braces stays as it is.
        """
        return self._names.gettext(word) if word else word

    def many(self, one: str, several: str, count: int, /, **facts: object) -> str:
        """Return the singular or plural text for `count`, which both texts may show as ``{count}``."""
        return self._catalogue.ngettext(one, several, count).format(count=count, **facts)

    def some(self, names: Sequence[str], most: int) -> str:
        """Return names with commas between: so many of them at most, and how many more there are."""
        first, more = ", ".join(names[:most]), len(names) - most
        return f"{first} {self.many('and {count} more', 'and {count} more', more)}" if more > 0 else first


def texts_for(language: str) -> Texts:
    """Return what members read in the language of a tag such as ``en`` or ``es-ES``; English where there is none."""
    return _texts(language, "staffroom")


def languages() -> tuple[str, ...]:
    """Return every language that members can read, English among them."""
    return (SOURCE_LANGUAGE, *sorted(_languages("staffroom")))


def texts_outside(language: str) -> Texts:
    """Return what strangers read: the digest, mails to offices, their pages. Spanish calls them *usted*."""
    return _texts(language, "outside")


def _texts(language: str, readers: str) -> Texts:
    short = language.replace("_", "-").split("-")[0].lower()
    return _catalogue(short if short in _languages(readers) else SOURCE_LANGUAGE, readers)


@cache
def _languages(readers: str) -> frozenset[str]:
    """Return the languages there are: a tag may come from anybody's browser, so it never becomes a path or a key."""
    return frozenset(source.parent.parent.name for source in LOCALES.glob(f"*/LC_MESSAGES/{readers}.po"))


@cache
def _catalogue(short: str, readers: str) -> Texts:
    if short == SOURCE_LANGUAGE:
        return Texts(SOURCE_LANGUAGE, gettext.NullTranslations())
    # a topic or a position is called the same whoever reads of it
    return Texts(short, _translations(short, readers), names=_translations(short, "staffroom"))


@cache
def _translations(short: str, readers: str) -> gettext.NullTranslations:
    with (LOCALES / short / "LC_MESSAGES" / f"{readers}.po").open("rb") as file:
        catalogue = read_po(file, locale=short)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
