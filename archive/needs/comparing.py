"""One survey beside the one before: said of two published ranges, so it adds nothing to them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from archive.needs.model import Part, Report
from archive.suppression.rules import Band

Change = Literal["more", "fewer", "same"]


def earlier_part(part: Part, before: Report | None) -> Part | None:
    """Return the part of an earlier report that a part can be compared with: the same group's."""
    return before.part(part.group) if before is not None else None


def changes(part: Part, earlier: Part, question: str) -> dict[str, Change]:
    """Return for every choice that either survey shows whether it is in a higher range now, a lower or the same.

    What is not shown lies under every range.
    """
    now, then = part.bands(question), earlier.bands(question)
    said: dict[str, Change] = {}
    for choice in (*now, *(choice for choice in then if choice not in now)):
        new, old = _least(now, choice), _least(then, choice)
        said[choice] = "same" if new == old else "more" if new > old else "fewer"
    return said


def _least(bands: Mapping[str, Band], choice: str) -> int:
    return bands[choice].least if choice in bands else 0
