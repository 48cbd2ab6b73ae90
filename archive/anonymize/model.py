"""What an anonymized text is: the masked words, what was masked, and what a human should look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Type = Literal["PERSON", "SITE", "PHONE", "EMAIL", "HANDLE", "URL", "ADDRESS", "DATE", "ID"]
Role = Literal["", "student", "colleague", "school", "place"]


@dataclass(frozen=True)
class Span:
    """A stretch of the original text that was masked; `start` and `end` count its characters."""

    start: int
    end: int
    type: Type
    role: Role = ""


@dataclass(frozen=True)
class Held:
    """A stretch of the original text that was left and may point at somebody; `why` is a short English phrase."""

    start: int
    end: int
    why: str


@dataclass(frozen=True)
class Masked:
    """A text and its anonymized form. Offsets are into `text`; `spans` and `held` are sorted and never overlap."""

    text: str
    masked: str
    spans: tuple[Span, ...]
    held: tuple[Held, ...]
    language: Literal["en", "es"] = "en"  # in which it was read
