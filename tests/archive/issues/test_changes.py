"""Merged and split themes: recorded, undone, and not repeated."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.issues.changes import ChangeStore, UndoneBefore
from archive.issues.continuity import Bonds, changes_between, respect
from archive.issues.model import Group
from archive.issues.raising import raise_issue
from archive.issues.rules import Draft
from archive.issues.store import IssueStore
from archive.issues.themes import ThemeStore
from archive.issues.undoing import undo_change
from bot.clock import ManualClock
from bot.database.network import Network
from bot.errors import Gone
from tests.archive.issues.roster import enrol


async def _raised(network: Network, clock: ManualClock, count: int) -> list[int]:
    people = await enrol(network, clock.now(), *(f"Site {number}" for number in range(count)))
    return [await raise_issue(network, person, Draft("Buses are late"), now=clock.now()) for person in people]


async def _save(network: Network, clock: ManualClock, *groups: list[int]) -> dict[int, int]:
    async with network.write() as tx:
        await ThemeStore(tx).save([Group(group, [f"word {group[0] % 97}"]) for group in groups], now=clock.now())
    return await _themes(network)


async def _themes(network: Network) -> dict[int, int]:
    async with network.read() as tx:
        return {issue.id: issue.theme_id for issue in await IssueStore(tx).everything() if issue.theme_id is not None}


async def test_a_merger_is_recorded_undone_and_not_repeated(network: Network, clock: ManualClock) -> None:
    ids = await _raised(network, clock, 5)
    before = await _save(network, clock, ids[:3], ids[3:])
    merged = await _save(network, clock, ids)
    assert set(merged.values()) == {before[ids[0]]}
    async with network.write() as tx:
        (change,) = await ChangeStore(tx).all()
        assert (change.kind, change.from_theme_id, change.into_theme_id) == ("merged", before[ids[3]], before[ids[0]])
        assert await undo_change(tx, change.id, now=clock.now()) == 2
        with pytest.raises(UndoneBefore):
            await undo_change(tx, change.id, now=clock.now())
        reopened = await ThemeStore(tx).theme(before[ids[3]])
    assert reopened is not None
    assert (reopened.ended_at, reopened.title) == (None, f"Word {ids[3] % 97}")
    assert await _themes(network) == before
    assert await _save(network, clock, ids) == before


async def test_a_split_is_recorded_undone_and_not_repeated(network: Network, clock: ManualClock) -> None:
    ids = await _raised(network, clock, 5)
    before = await _save(network, clock, ids)
    split = await _save(network, clock, ids[:3], ids[3:])
    assert len(set(split.values())) == 2
    async with network.write() as tx:
        (change,) = await ChangeStore(tx).all()
        assert change.kind == "split"
        await undo_change(tx, change.id, now=clock.now())
        assert [kept.kind for kept in await ChangeStore(tx).all()].count("undone") == 1
    assert await _themes(network) == before
    assert await _save(network, clock, ids[:3], ids[3:]) == before


async def test_undoing_leaves_what_was_erased_or_moved_on(network: Network, clock: ManualClock) -> None:
    ids = await _raised(network, clock, 5)
    before = await _save(network, clock, ids[:3], ids[3:])
    await _save(network, clock, ids)
    async with network.write() as tx:
        (change,) = await ChangeStore(tx).all()
        issue = await IssueStore(tx).issue(ids[4])
        assert issue is not None
        assert issue.person_id is not None
        assert await ChangeStore(tx).moves_of(issue.person_id) == [clock.now()]
        await ThemeStore(tx).untitle(issue.person_id)
        ended = await ThemeStore(tx).theme(before[ids[3]])
        assert ended is not None
        assert ended.title is None  # their words were in it
        await IssueStore(tx).forget(issue.person_id)
        assert await undo_change(tx, change.id, now=clock.now()) == 1
    assert await _themes(network) == {issue: theme for issue, theme in before.items() if issue != ids[4]}


async def test_a_change_nobody_knows_is_gone(network: Network, clock: ManualClock) -> None:
    async with network.write() as tx:
        with pytest.raises(Gone):
            await undo_change(tx, 12345, now=clock.now())


def test_a_theme_that_goes_into_several_is_split() -> None:
    changes = changes_between({1: 7, 2: 7, 3: 8}, {1: 8, 2: 9})
    assert [(change.kind, change.from_theme, change.into_theme) for change in changes] == [
        ("split", 7, 8),
        ("split", 7, 9),
    ]


GROUPED = st.lists(st.integers(0, 4), min_size=12, max_size=12)


@given(GROUPED, GROUPED, st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4))), st.lists(st.integers(0, 4)))
@settings(max_examples=150)
def test_decisions_are_always_kept_and_every_issue_stays_in_one_group(
    themes: list[int], labels: list[int], apart: list[tuple[int, int]], whole: list[int]
) -> None:
    before = dict(enumerate(themes))
    groups = [[issue for issue in before if labels[issue] == label] for label in range(5)]
    pairs = [pair for pair in apart if pair[0] != pair[1]]
    found = respect(before, groups, Bonds(pairs, whole))
    assert sorted(issue for group in found for issue in group) == sorted(before)
    for group in found:
        inside = {before[issue] for issue in group}
        assert not any(set(pair) <= inside for pair in pairs)
    for theme in whole:
        assert sum(any(before[issue] == theme for issue in group) for group in found) <= 1


@given(GROUPED, GROUPED)
@settings(max_examples=100)
def test_every_move_is_in_exactly_one_change(themes: list[int], after: list[int]) -> None:
    before, moved = dict(enumerate(themes)), dict(enumerate(after))
    changes = changes_between(before, moved)
    assert sorted(issue for change in changes for issue in change.issues) == [
        issue for issue in before if before[issue] != moved[issue]
    ]
