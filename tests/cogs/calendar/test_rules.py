"""What an address of somebody's calendar may say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.database.ids import LARGEST
from cogs.calendar.rules import MOST_ZONES, new_token, read_token, zones_like


@given(st.integers(1, LARGEST))
def test_a_token_says_which_network_it_is_for(network_id: int) -> None:
    link = read_token(new_token(network_id))
    assert link is not None
    assert link.network_id == network_id


@given(st.one_of(st.integers(LARGEST + 1, 2**64 - 1), st.just(0)))
def test_a_number_that_no_network_can_have_is_no_token(network_id: int) -> None:
    assert read_token(new_token(network_id)) is None


@given(st.text(max_size=60))
def test_whatever_is_written_is_a_token_or_none(written: str) -> None:
    link = read_token(written)
    assert link is None or 0 < link.network_id <= LARGEST


def test_the_zones_of_sites_are_offered_first_and_others_once_something_is_typed() -> None:
    here = ["America/Chicago", "America/Denver"]
    assert zones_like("", here) == here
    assert zones_like("new y", here) == ["America/New_York"]
    assert zones_like("america", here)[:2] == here
    assert len(zones_like("a", here)) == MOST_ZONES
