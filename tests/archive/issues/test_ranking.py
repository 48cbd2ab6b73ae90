"""Which theme comes first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.issues.model import RankedTheme
from archive.issues.ranking import Heard, SiteVoice, rank, reach, score

NOW = datetime(2026, 11, 20, tzinfo=UTC)
HEARD = Heard(sites=40, districts=4, last_at=NOW)


def _voices(sites: int, people: int = 1, districts: int = 1, days: int = 0) -> list[SiteVoice]:
    return [SiteVoice(site, f"D{site % districts}", people, NOW - timedelta(days=days)) for site in range(sites)]


def test_wilsons_lower_end_is_what_the_formula_gives_elsewhere() -> None:
    assert reach(5, 10) == pytest.approx(0.2693, abs=1e-4)  # centre .5, half width .2307
    assert reach(0, 10) == 0


@given(st.integers(1, 200), st.integers(1, 200))
def test_reach_stays_below_the_plain_share_and_grows_with_sites(affected: int, more: int) -> None:
    heard = affected + more
    assert 0 < reach(affected, heard) < affected / heard
    assert reach(affected + 1, heard) > reach(affected, heard)
    assert reach(2 * affected, 2 * heard) > reach(affected, heard)


def test_a_site_with_many_voices_weighs_as_one_site() -> None:
    assert score(_voices(1, people=40), NOW, HEARD) < score(_voices(2), NOW, HEARD)


def test_of_equally_many_sites_more_people_recent_older_and_wider_comes_first() -> None:
    plain = score(_voices(6, days=60), NOW, HEARD)
    assert score(_voices(6, people=2, days=60), NOW, HEARD) > plain
    assert score(_voices(6, days=10), NOW, HEARD) > plain
    assert score(_voices(6, days=60), NOW - timedelta(days=90), HEARD) > plain
    assert score(_voices(6, districts=3, days=60), NOW, HEARD) > plain


@given(st.integers(1, 30), st.integers(1, 50), st.integers(1, 4), st.integers(0, 400))
def test_nothing_outweighs_twice_the_sites_and_a_few(sites: int, people: int, districts: int, days: int) -> None:
    heard = Heard(100, 4, NOW)
    small = score(_voices(sites, people, districts), NOW - timedelta(days=days), heard)
    assert score(_voices(2 * sites + 3, days=200), NOW, heard) > small


def test_equal_themes_are_ranked_by_the_older() -> None:
    voices = {1: _voices(2), 2: _voices(2)}
    begun = {1: NOW, 2: NOW - timedelta(microseconds=1)}
    themes = [RankedTheme(1, "a", 2, 2, 2), RankedTheme(2, "b", 2, 2, 2)]
    assert [theme.id for theme in rank(themes, begun, voices)] == [2, 1]
    assert [theme.id for theme in rank(themes, begun, {})] == [2, 1]
