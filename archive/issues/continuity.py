"""Which theme a new group of issues continues."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Succession:
    """Which theme a new group continues, and whether its title still fits; no theme means it begins one."""

    theme_id: int | None
    keeps_title: bool


def continue_themes(before: Mapping[int, int], groups: Sequence[Collection[int]]) -> list[Succession]:
    """Say for each group of issues which theme it continues, given the theme each issue had before.

    A theme lives on in the group that holds more than half of its issues; of several themes that meet in one group
    the one that brings most lives on. Its title is kept while most of the group's issues were its own already.
    """
    sizes = Counter(before[issue] for group in groups for issue in group if issue in before)
    return [
        _succession(Counter(before[issue] for issue in group if issue in before), len(group), sizes) for group in groups
    ]


def _succession(brought: Counter[int], size: int, sizes: Mapping[int, int]) -> Succession:
    heirs = [(count, -theme) for theme, count in brought.items() if 2 * count > sizes[theme]]
    if not heirs:
        return Succession(None, keeps_title=False)
    count, theme = max(heirs)
    return Succession(-theme, keeps_title=2 * count > size)
