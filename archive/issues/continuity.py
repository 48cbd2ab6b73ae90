"""Which theme a new group of issues continues, what that changes, and what a steward has decided about it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

K = TypeVar("K", bound=Hashable)  # whatever names an issue


@dataclass(frozen=True)
class Succession:
    """Which theme a new group continues, and whether its title still fits; no theme means it begins one."""

    theme_id: int | None
    keeps_title: bool


@dataclass(frozen=True)
class Change:
    """Issues that moved from one theme into another: all of the theme (merged), or some of it (split)."""

    kind: Literal["merged", "split"]
    from_theme: int
    into_theme: int
    issues: Sequence[int]


@dataclass(frozen=True)
class Bonds:
    """What stewards decided by undoing: pairs of themes that stay apart, and themes that stay whole."""

    apart: Collection[tuple[int, int]] = ()
    whole: Collection[int] = ()


def changes_between(before: Mapping[int, int], after: Mapping[int, int]) -> list[Change]:
    """Return what moved between themes, given the theme each issue had and has; by theme, so that it is repeatable."""
    moved: dict[tuple[int, int], list[int]] = defaultdict(list)
    for issue, theme in before.items():
        if after.get(issue, theme) != theme:
            moved[theme, after[issue]].append(issue)
    left = {theme for issue, theme in before.items() if after.get(issue, theme) == theme}
    return [
        Change("split" if source in left or _goes_several_ways(source, moved) else "merged", source, into, sorted(own))
        for (source, into), own in sorted(moved.items())
    ]


def _goes_several_ways(theme: int, moved: Collection[tuple[int, int]]) -> bool:
    return sum(source == theme for source, _ in moved) > 1


def respect(before: Mapping[int, int], groups: Sequence[Collection[int]], bonds: Bonds) -> list[list[int]]:
    """Return the groups with a steward's decisions kept: what stays whole is brought together, what is apart is parted.

    Every issue stays in exactly one group; a group whose issues all went elsewhere is left empty.
    """
    found = [list(group) for group in groups]
    for theme in sorted(bonds.whole):
        _bring_together(theme, before, found)
    for pair in sorted(bonds.apart):
        _part(pair, before, found)
    return found


def _bring_together(theme: int, before: Mapping[int, int], groups: list[list[int]]) -> None:
    counts = [sum(before.get(issue) == theme for issue in group) for group in groups]
    if sum(count > 0 for count in counts) < 2:
        return
    home = counts.index(max(counts))
    for place, group in enumerate(groups):
        if place != home and counts[place]:
            groups[home] += [issue for issue in group if before.get(issue) == theme]
            group[:] = [issue for issue in group if before.get(issue) != theme]


def _part(pair: tuple[int, int], before: Mapping[int, int], groups: list[list[int]]) -> None:
    for group in list(groups):
        counts = {theme: sum(before.get(issue) == theme for issue in group) for theme in sorted(pair)}
        if all(counts.values()):
            smaller = min(counts, key=lambda theme: counts[theme])
            groups.append([issue for issue in group if before.get(issue) == smaller])
            group[:] = [issue for issue in group if before.get(issue) != smaller]


def continue_themes(before: Mapping[K, int], groups: Sequence[Collection[K]]) -> list[Succession]:
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
