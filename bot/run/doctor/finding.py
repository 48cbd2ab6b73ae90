"""What was looked at, and how it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: `verdict` is good, off (left out on purpose) or bad."""

    what: str
    verdict: str
    hint: str
