from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.delivery.links import (
    DAYS_VALID,
    LinkExpired,
    LinkUnknown,
    form_token,
    is_form_token,
    make_link,
    read_link,
)

NOW = datetime(2026, 11, 5, 9, 0, tzinfo=UTC)
KEY, OTHER = b"k" * 32, b"o" * 32


def test_a_link_tells_its_network_and_what_is_kept_of_it() -> None:
    token, kept = make_link(KEY, 2**62, NOW)
    assert read_link(KEY, token, NOW) == kept
    assert kept.network_id == 2**62
    assert kept.link_hash not in token


def test_two_links_are_never_the_same() -> None:
    assert make_link(KEY, 1, NOW)[0] != make_link(KEY, 1, NOW)[0]


def test_a_link_expires() -> None:
    token, _ = make_link(KEY, 1, NOW)
    read_link(KEY, token, NOW + DAYS_VALID - timedelta(seconds=1))
    with pytest.raises(LinkExpired):
        read_link(KEY, token, NOW + DAYS_VALID)


def test_a_link_signed_with_another_key_opens_nothing() -> None:
    token, _ = make_link(OTHER, 1, NOW)
    with pytest.raises(LinkUnknown):
        read_link(KEY, token, NOW)


@given(st.text(max_size=120))
def test_no_invented_link_opens_anything(text: str) -> None:
    with pytest.raises(LinkUnknown):
        read_link(KEY, text, NOW)


@given(st.integers(0, 85), st.sampled_from("ABCDwxyz0189-_"))
def test_a_link_changed_in_one_place_opens_nothing_else(place: int, letter: str) -> None:
    token, kept = make_link(KEY, 1, NOW)
    changed = token[:place] + letter + token[place + 1 :]
    try:
        assert read_link(KEY, changed, NOW) == kept  # the last letter has two bits that say nothing
    except LinkUnknown:
        assert changed != token


def test_a_form_belongs_to_one_link() -> None:
    one, other = make_link(KEY, 1, NOW)[0], make_link(KEY, 1, NOW)[0]
    assert is_form_token(KEY, one, form_token(KEY, one))
    assert not is_form_token(KEY, one, form_token(KEY, other))
    assert not is_form_token(KEY, one, "")
    assert not is_form_token(KEY, one, "é\ud800")
