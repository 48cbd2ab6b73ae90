"""From marked stretches to a sentence that still reads: joining, labelling, replacing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from archive.anonymize.lexicon import Lexicon
from archive.anonymize.model import Role, Span, Type
from archive.anonymize.tokens import Token, fold

# What a reader sees. Fixed words of the product's language, like the text around them they are never translated.
MASKS: dict[Type, str] = {
    "PERSON": "[someone]",
    "SITE": "[a place]",
    "PHONE": "[phone]",
    "EMAIL": "[email]",
    "HANDLE": "[account]",
    "URL": "[link]",
    "ADDRESS": "[an address]",
    "DATE": "[date]",
    "ID": "[number]",
}
ROLES: dict[Role, str] = {
    "student": "[student]",
    "colleague": "[a colleague]",
    "school": "[a school]",
    "place": "[a place]",
}
NEAR_BEFORE, NEAR_AFTER = 25, 14  # characters: how far a word that says who somebody is may stand from the name
_STRONGEST: tuple[Type, ...] = ("EMAIL", "URL", "ADDRESS", "HANDLE", "PHONE", "DATE", "ID", "SITE", "PERSON")
_JOINS = re.compile(r"[\s.\"'\u201c\u201d\u2018\u2019,-]*")
_SCHOOL = re.compile(r"\b(?:elementary|middle|high|academy|school|primary|escuela|primaria|secundaria|colegio)\b")


def mask_of(span: Span) -> str:
    """Return the words that stand in a masked text for this stretch."""
    return ROLES[span.role] if span.role else MASKS[span.type]


def joined(spans: Iterable[Span], text: str) -> list[Span]:
    """Return the stretches without overlaps: overlapping ones become one, and so do the pieces of one name."""
    result: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if result and (merged := _merged(result[-1], span, text)) is not None:
            result[-1] = merged
        elif span.end > span.start:
            result.append(span)
    return result


def _merged(left: Span, right: Span, text: str) -> Span | None:
    between = text[left.end : right.start]
    is_one_name = (
        left.type == right.type == "PERSON"
        and "," not in between
        and ". " not in between.lstrip(" ")[1:]
        and _JOINS.fullmatch(between) is not None
        and "\n" not in between
    )
    if right.start >= left.end and not is_one_name:
        return None
    kind = min(left.type, right.type, key=_STRONGEST.index)
    role = left.role or right.role if left.type == right.type else ""
    return Span(left.start, max(left.end, right.end), kind, role)


def with_role(span: Span, text: str, tokens: Sequence[Token], lexicon: Lexicon, *, is_staff: bool) -> Span:
    """Return the stretch with the role that the words around it show."""
    if span.type == "SITE":
        return replace(span, role="school" if _SCHOOL.search(fold(text[span.start : span.end])) else "place")
    if span.type != "PERSON" or span.role:
        return span
    inside = [token for token in tokens if span.start <= token.start < span.end]
    if is_staff or any(lexicon.has("staff", token.folded) for token in inside):
        return replace(span, role="colleague")
    before, after = range(span.start - NEAR_BEFORE, span.start), range(span.end, span.end + NEAR_AFTER)
    near = [token for token in tokens if token.start in before or token.start in after]
    if any(lexicon.has("student", token.folded) for token in near):
        return replace(span, role="student")
    return span


def replaced(text: str, spans: Sequence[Span]) -> str:
    """Return the text with every stretch replaced by its mask."""
    pieces, at = [], 0
    for span in spans:
        pieces += [text[at : span.start], mask_of(span)]
        at = span.end
    return "".join([*pieces, text[at:]])
