"""One form that gives something away, with what a text that has it must have."""

from __future__ import annotations

from typing import Literal, NamedTuple

from archive.anonymize.model import Type

Need = Literal[
    "digit",
    "run",
    "parted",
    "hash",
    "mixed",
    "glued",
    "nth",
    "dashed",
    "@",
    "dot",
    "mark",
    "part",
    "saint",
    "account",
    "",
]
Row = tuple[Type, Need, str] | tuple[Type, Need, str, str]


class Form(NamedTuple):
    """A form in small letters, and what is cheap to test: signs, and words of which one must be there, folded."""

    kind: Type
    need: Need
    form: str
    words: str = ""
