"""Ways of leading as they were discussed and tried: plain records, and the figures that may be shown of them."""

from __future__ import annotations

from dataclasses import dataclass

from archive.suppression.rules import Band
from config.community import Style

Voice = tuple[int | None, int | None]  # somebody and their site; None: not known, counts for nobody


@dataclass(frozen=True)
class Discussed:
    """A question that names a way of leading, or how somebody handled a prompt with one; it stands in the forum."""

    style: str
    topic: str
    voice: Voice
    title: str
    thread_id: int
    helped: int = 0  # how often it is known in the open that an answer under it, or itself, helped


@dataclass(frozen=True)
class Tried:
    """Somebody's mark on what was said about a way of leading."""

    style: str
    voice: Voice
    helped: bool


@dataclass(frozen=True)
class Leaning:
    """Somebody's consented count: which way of leading they lean to."""

    style: str
    voice: Voice


@dataclass(frozen=True)
class Link:
    """A post that stands in the forum."""

    title: str
    thread_id: int


@dataclass(frozen=True)
class Figures:
    """What may be shown of one way of leading; None where too few people stand behind a figure."""

    style: Style
    times: int | None
    helped: Band | None
    not_helped: Band | None
    leaning: Band | None
    topics: tuple[str, ...]  # those it was discussed with most, where `times` is shown
    helpful: tuple[Link, ...]  # posts with an answer that helped
    others: tuple[Link, ...]  # posts without one
