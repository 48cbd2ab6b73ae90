"""Which month is looked through, and how many pages there are."""

from __future__ import annotations

import pytest

from cogs.archive.rules import NotAMonth, checked_month, pages_of


@pytest.mark.parametrize("typed", ["2026-03", " 2026-12 ", "2099-01", "", "  "])
def test_a_month_is_read_as_it_is_written_and_may_be_left_out(typed: str) -> None:
    assert checked_month(typed) == typed.strip()


@pytest.mark.parametrize("typed", ["2026-13", "2026-00", "1926-03", "March", "2026-3", "2026-03-01"])
def test_what_is_no_month_is_refused(typed: str) -> None:
    with pytest.raises(NotAMonth):
        checked_month(typed)


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (5, 1), (6, 2), (10, 2), (11, 3)])
def test_five_entries_stand_on_a_page(count: int, pages: int) -> None:
    assert pages_of(count) == pages
