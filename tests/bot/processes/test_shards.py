"""Which servers a process serves, and what may be said on the command line about it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.processes.shards import (
    CountMissing,
    CountUnfit,
    NeedsPostgres,
    ShardBeyondCount,
    Shards,
    ShardsUnreadable,
    check_database,
    shard_of,
    shards_in,
)


@given(st.integers(min_value=0, max_value=2**63 - 1), st.integers(min_value=1, max_value=64))
def test_every_server_is_served_by_exactly_one_of_the_processes_that_share_the_shards(server: int, count: int) -> None:
    some, others = Shards(tuple(range(0, count, 2)), count), Shards(tuple(range(1, count, 2)), count)
    assert some.hold(server) + others.hold(server) == 1
    assert Shards(tuple(range(count)), count).are_all


def test_the_formula_is_discords() -> None:
    assert [shard_of(server << 22, 4) for server in range(6)] == [0, 1, 2, 3, 0, 1]
    assert shard_of((5 << 22) + 12345, 4) == 1


def test_a_network_without_a_server_is_looked_after_where_direct_messages_arrive() -> None:
    assert Shards((0,), 2).hold(None)
    assert not Shards((1,), 2).hold(None)


@pytest.mark.parametrize(
    ("typed", "count", "shards"),
    [
        (None, None, Shards()),
        (None, 2, Shards((0, 1), 2)),
        ("0,1", 4, Shards((0, 1), 4)),
        (" 3 , 2,2", 4, Shards((2, 3), 4)),
    ],
)
def test_shards_are_read_as_they_are_typed(typed: str | None, count: int | None, shards: Shards) -> None:
    assert shards_in(typed, count) == shards


@pytest.mark.parametrize(
    ("typed", "count", "refused"),
    [
        ("0", None, CountMissing()),
        ("4", 4, ShardBeyondCount(4, 4, 3)),
        ("0,1,99", 4, ShardBeyondCount(99, 4, 3)),
        ("a", 4, ShardsUnreadable("a")),
        ("", 4, ShardsUnreadable("")),
        ("0,,1", 4, ShardsUnreadable("0,,1")),
        ("-1", 4, ShardsUnreadable("-1")),
        ("٣", 4, ShardsUnreadable("٣")),
        ("9" * 5000, 4, ShardsUnreadable("9" * 5000)),
        ("0", 0, CountUnfit(16384)),
        ("0", -1, CountUnfit(16384)),
        (None, 10**9, CountUnfit(16384)),
    ],
)
def test_what_cannot_be_is_told_in_one_sentence(typed: str | None, count: int | None, refused: Refusal) -> None:
    with pytest.raises(type(refused)) as told:
        shards_in(typed, count)
    assert told.value == refused


def test_a_file_serves_one_process() -> None:
    check_database(Shards(), is_sqlite=True)
    check_database(Shards((0, 1), 2), is_sqlite=True)
    check_database(Shards((0,), 2), is_sqlite=False)
    with pytest.raises(NeedsPostgres):
        check_database(Shards((0,), 2), is_sqlite=True)
