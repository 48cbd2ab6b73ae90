"""What is published of a survey: ranges of people, and nothing else. No count is kept anywhere."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from archive.suppression.rules import Band

Group = Literal["all", "practice", "lead"]  # everybody together; or who practises, and who leads or supports
GROUPS: tuple[Group, ...] = ("all", "practice", "lead")


@dataclass(frozen=True)
class Figure:
    """How many people chose something."""

    question: str
    choice: str
    band: Band


@dataclass(frozen=True)
class Part:
    """One group of those who answered: how many they are at least, and what enough of them chose, the most first."""

    group: Group
    at_least: int  # where a range begins; where it ends would tell how many did not choose something
    figures: tuple[Figure, ...] = ()

    def bands(self, question: str) -> dict[str, Band]:
        """Return the ranges of one question's choices, the most first; what is not shown is missing."""
        return {each.choice: each.band for each in self.figures if each.question == question}


@dataclass(frozen=True)
class Report:
    """What a survey found: everybody in one part, or the two groups in one each; never both. Empty for too few."""

    parts: tuple[Part, ...] = ()

    def part(self, group: Group) -> Part | None:
        """Return a group's part, if the report has it."""
        return next((part for part in self.parts if part.group == group), None)

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain data for a row."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Report:
        """Return the report that `to_json` wrote."""
        return cls(tuple(_part(part) for part in data["parts"]))


def _part(data: dict[str, Any]) -> Part:
    figures = tuple(Figure(**{**figure, "band": Band(**figure["band"])}) for figure in data["figures"])
    return Part(data["group"], data["at_least"], figures)


@dataclass(frozen=True)
class Need:
    """One line of the digest: how many of a group, of those who agreed, chose a topic."""

    group: Group
    question: str
    topic: str
    label: str  # as the network's definition names the topic
    band: Band

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Need:
        """Return the line that a kept edition holds."""
        return cls(**{**data, "band": Band(**data["band"])})
