"""Compile the word lists: ``python -m archive.anonymize.lexicon.build FOLDER``.

The folder holds, under the names below, SCOWL's American English (Debian's wamerican), its lists of the sizes 10, 20
and 35 (Debian's scowl, english-words and american-words of a size together, in UTF-8), Debian's wspanish, and the first
names and most frequent surnames of the US Census 1990; their notices stand in `notices/`. Names of languages
and countries come from Unicode CLDR through Babel. Only lower-case entries of the two word lists are kept: they are
vocabulary, the others are names.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterable
from pathlib import Path

from babel import Locale

from archive.anonymize.tokens import fold

HERE = Path(__file__).parent
SOURCES = {
    "english": "scowl-american-english.txt",
    "spanish": "debian-wspanish.txt",
    "first": "census1990-first.txt",
    "last": "census1990-last-top20000.txt",
}


COMMON = ("scowl-words.10", "scowl-words.20")  # the sizes of SCOWL that everybody uses every day
FREQUENT = (*COMMON, "scowl-words.35")  # and those that everybody knows; what is left is rare


def _entries(path: Path) -> Iterable[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        word = line.strip()
        if word and word.islower() and not word.endswith("'s"):
            yield fold(word)


def _cldr() -> Iterable[str]:
    for language in ("en", "es"):
        locale = Locale(language)
        for name in (*locale.languages.values(), *locale.territories.values()):
            if name.replace(" ", "").isalpha():
                yield from (fold(word) for word in name.split() if len(word) > 3)


def _write(name: str, words: Iterable[str]) -> None:
    data = "\n".join(sorted(set(words))).encode()
    (HERE / f"{name}.gz").write_bytes(gzip.compress(data, mtime=0))  # no time in it: the same lists, the same bytes


def main(folder: str) -> None:
    """Write every compiled list beside this file."""
    for name, source in SOURCES.items():
        _write(name, _entries(Path(folder) / source))
    english, common, frequent = (
        {word for name in names for word in _entries(Path(folder) / name)}
        for names in ((SOURCES["english"],), COMMON, FREQUENT)
    )
    _write("common", common & english)
    _write("rare", english - frequent)
    _write("peoples", _cldr())


if __name__ == "__main__":
    main(sys.argv[1])
