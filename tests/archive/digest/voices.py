"""Voices and drafts for the digest's tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from archive.digest.build import build
from archive.digest.model import Draft, Kind, Month, Voice
from config.community import Community, default_community

MONTH = Month("North county", "2026-10")


def voice(
    number: int,
    words: str = "",
    *,
    kind: Kind = "concern",
    topic: str = "staffing",
    person: int | None = None,
    site: int | None = None,
    month: str = "2026-10",
) -> Voice:
    """A voice of its own person at one of four sites, unless said otherwise, with a yes to its words."""
    said = words or f"The substitute did not come on day {number}, so visits stopped."
    return Voice(
        id=number,
        words=said,
        kind=kind,
        topic=topic,
        person_id=number if person is None else person,
        site_id=number % 4 if site is None else site,
        month=month,
        language="en",
        yes=sha256(said.encode()).hexdigest(),
    )


def built(voices: Sequence[Voice], community: Community | None = None, month: str = MONTH.month) -> Draft:
    return build(voices, replace(MONTH, month=month), community or default_community())
