"""Names that so many texts mention that they tell none apart: the town, the county, the network itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

ENOUGH = 100  # texts; of fewer nobody can say what everybody mentions
OFTEN = 0.06  # of the texts
MOSTLY = 0.8  # of a word's places inside a sentence, where only a name begins with a capital
_INSIDE = re.compile(r"(?<=[\w,;] )[^\W\d_]{2,}")


def names_of_everybody(texts: Sequence[str]) -> frozenset[str]:
    """Return the words, in lower case, that are names and stand in many of the texts.

    Only words like "Green": one that is all capitals, like "PIN", may well be what a text is about.
    """
    if len(texts) < ENOUGH:
        return frozenset()
    spoken: Counter[str] = Counter()
    as_name: Counter[str] = Counter()
    for text in texts:
        found = set(_INSIDE.findall(text))
        spoken.update({word.casefold() for word in found})
        as_name.update({word.casefold() for word in found if word.istitle()})
    return frozenset(
        word for word, count in as_name.items() if count >= OFTEN * len(texts) and count >= MOSTLY * spoken[word]
    )


def without(text: str, names: Collection[str]) -> str:
    """Return a text in lower case without these words; the text as it is where nothing else would be left."""
    if not names:
        return text
    left = " ".join(word for word in text.split() if word.strip(".,;:!?\"'()/") not in names)
    return left or text
