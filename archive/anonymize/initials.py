"""People who are written as initials: T.J., D. W., j.t."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.anonymize.model import Span

_INITIALS = re.compile(r"\b(?:[A-Z]\.\s?){1,3}[A-Z]\.|\b[A-Z]\.[A-Z]\b|(?<![\w.])[a-z]\.[a-z]\.(?![\w.])")
_NOT_INITIALS = frozenset(
    {
        "U.S.",
        "U.S",
        "D.C.",
        "D.C",
        "A.M.",
        "P.M.",
        "U.K.",
        "P.E.",
        "P.E",
        "L.A.",
        "N.Y.",
        "I.D.",
        "U.S.A.",
        "Ph.D.",
        "P.O.",
        *(
            "i.e.",
            "e.g.",
            "a.m.",
            "p.m.",
            "u.s.",
            "p.e.",
            "d.c.",
            "p.o.",
            "p.s.",
            "i.d.",
            "v.p.",
            "l.a.",
            "n.y.",
            "s.f.",
        ),
    }
)


def find_initials(text: str) -> Iterator[Span]:
    """Yield initials that stand for somebody; abbreviations are none."""
    for match in _INITIALS.finditer(text):
        if match.group() not in _NOT_INITIALS:
            yield Span(match.start(), match.end(), "PERSON")
