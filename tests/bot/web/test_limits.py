from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from aiohttp.test_utils import make_mocked_request
from hypothesis import given
from hypothesis import strategies as st

from bot.web.limits import Limits, Rate, TooOften, address_of

NOW = datetime(2026, 11, 5, 9, 0, tzinfo=UTC)
FIVE = Rate(5, timedelta(minutes=1))


def taken(limits: Limits, key: str, at: datetime) -> bool:
    try:
        limits.check(key, FIVE, at)
    except TooOften:
        return False
    return True


def test_a_burst_passes_and_the_next_waits_for_its_share_of_the_time() -> None:
    limits = Limits()
    assert [taken(limits, "a", NOW) for _ in range(6)] == [True] * 5 + [False]
    with pytest.raises(TooOften) as refused:
        limits.check("a", FIVE, NOW)
    assert refused.value.seconds == 12
    assert not taken(limits, "a", NOW + timedelta(seconds=11))
    assert taken(limits, "a", NOW + timedelta(seconds=12))


def test_one_place_does_not_slow_another() -> None:
    limits = Limits()
    for _ in range(5):
        limits.check("a", FIVE, NOW)
    assert taken(limits, "b", NOW)


def test_the_memory_is_bounded_and_forgets_the_longest_silent_first() -> None:
    limits = Limits(most_keys=100)
    for number in range(1000):
        limits.check(str(number), FIVE, NOW)
    assert len(limits._empty_at) == 100
    assert "999" in limits._empty_at


@given(st.lists(st.floats(0, 30), min_size=1, max_size=60))
def test_never_do_more_pass_than_the_burst_and_what_has_flowed_out_since(pauses: list[float]) -> None:
    limits, at, passed = Limits(), NOW, 0
    for pause in pauses:
        at += timedelta(seconds=pause)
        passed += taken(limits, "a", at)
    assert passed <= 5 + (at - NOW).total_seconds() / 12 + 1e-3


@pytest.mark.parametrize(
    ("heard", "proxies", "address"),
    [
        ("203.0.113.9", 0, "127.0.0.1"),  # nobody of ours said so
        ("203.0.113.9", 1, "203.0.113.9"),
        ("made, up, 203.0.113.9", 1, "203.0.113.9"),
        ("203.0.113.9, 10.0.0.2", 2, "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", 1, "2001:db8:1:2::"),
        ("::ffff:203.0.113.9", 1, "203.0.113.9"),
        ("nonsense", 1, "127.0.0.1"),
        ("", 1, "127.0.0.1"),
    ],
)
def test_a_visitor_is_known_by_what_our_own_proxies_say(heard: str, proxies: int, address: str) -> None:
    request = make_mocked_request("GET", "/", headers={"X-Forwarded-For": heard} if heard else {})
    assert address_of(request.clone(remote="127.0.0.1"), proxies) == address
