"""What earlier editions published of their themes: where they belong and their ranges, never a word or a count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from archive.suppression.places import EVERYWHERE, Place
from archive.suppression.rules import Band


@dataclass(frozen=True)
class Told:
    """One theme of one sent edition, as it stood when this was asked."""

    month: str  # YYYY-MM
    kind: str  # archive.digest.model.Kind
    topic: str
    label: str  # as the network's definition names the topic
    band: Band
    place: Place = EVERYWHERE

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Told:
        """Return what a kept edition holds."""
        return cls(**{**data, "band": Band(**data["band"]), "place": Place.from_json(data["place"])})


@dataclass(frozen=True)
class Earlier:
    """The editions sent before, by month, the oldest first; and what they told."""

    months: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Earlier:
        """Return what a kept edition holds."""
        return cls(tuple(data["months"]), tuple(Told.from_json(each) for each in data["told"]))


NOTHING_EARLIER = Earlier()
