"""What can be told by its form alone: phones, mail, links, handles, addresses, dates, ids."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet

from phonenumbers import Leniency, PhoneNumberMatcher

from archive.anonymize import accounts, addresses, dates
from archive.anonymize.form import Form, Need
from archive.anonymize.model import Span

FORMS = tuple(Form(*row) for row in (*accounts.ROWS, *dates.ROWS, *addresses.ROWS))
LOCAL_NUMBER, FULL_NUMBER = 7, 10  # digits, without and with the area (North American Numbering Plan)
# Cheap to test, and without it the form cannot be in a text: most texts spare most forms.
_NEEDS: dict[Need, Callable[[str], object]] = {
    "digit": re.compile(r"\d").search,
    "run": re.compile(r"\d{3}").search,
    "parted": re.compile(r"\d[/.-]\d").search,
    "hash": lambda text: "#" in text,
    "mixed": re.compile(r"[^\W\d][-#]?\d").search,
    "glued": re.compile(r"[^\W\d]\d|\d[^\W\d]").search,
    "nth": re.compile(r"\d(?:st|nd|rd|th)", re.IGNORECASE).search,
    "dashed": re.compile(r"\w-\w").search,
    "part": lambda text: "Building " in text or "Room " in text or "Portable " in text,
    "saint": lambda text: "St" in text or " st" in text,
    "@": lambda text: "@" in text,
    "dot": re.compile(r"\w\.\w").search,
    "account": re.compile("[:=]").search,
    "mark": re.compile("[@<_]").search,
    "": lambda _: True,
}
_DIGITAL: frozenset[Need] = frozenset({"digit", "run", "parted", "mixed", "glued", "nth", "dashed"})
_PATTERNS = {
    need: tuple(
        (each.kind, re.compile(each.form, re.IGNORECASE), frozenset(each.words.split()))
        for each in FORMS
        if each.need == need
    )
    for need in _NEEDS
}
_WORDS = frozenset().union(*(each.words.split() for each in FORMS))
_DIALLED = re.compile(rf"(?:\d[^\w,;:]{{0,3}}){{{LOCAL_NUMBER}}}")  # digits enough, with little between
_LEADING_BLANK = re.compile(r"^[\s:#]*(?:(?:number|no\.?|num|is)[\s:#]*)?", re.IGNORECASE)


def find_patterns(text: str, words: AbstractSet[str]) -> Iterator[Span]:
    """Yield what the patterns find in a text with these folded words; stretches may overlap."""
    has_digit = _NEEDS["digit"](text) is not None
    if has_digit:
        yield from _phones(text)
    present = _WORDS & words  # most texts have none of them
    for need, patterns in _PATTERNS.items():
        if (need in _DIGITAL and not has_digit) or not _NEEDS[need](text):
            continue
        for kind, pattern, needed in patterns:
            if needed and needed.isdisjoint(present):
                continue
            for found in pattern.finditer(text):
                blank = _LEADING_BLANK.match(found.group()) if kind == "ID" else None
                start = found.start("only") if "only" in pattern.groupindex else found.start()
                yield Span(start + (blank.end() if blank else 0), found.end(), kind)


def _phones(text: str) -> Iterator[Span]:
    if _DIALLED.search(text) is None:
        return
    for match in PhoneNumberMatcher(text, "US", leniency=Leniency.POSSIBLE):
        if _is_phone(match.raw_string):
            yield Span(match.start, match.end, "PHONE")


def _is_phone(raw: str) -> bool:
    """Say whether digits that could be dialled are written as a number is: long, or parted, and no span of years."""
    digits = sum(map(str.isdigit, raw))
    is_years = re.fullmatch(r"(?:19|20)\d\d\s*[-/]\s*(?:19|20)\d\d", raw) is not None
    is_parted = not raw.isdigit()
    return not is_years and (digits >= FULL_NUMBER or (is_parted and digits >= LOCAL_NUMBER))
