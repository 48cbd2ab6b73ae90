"""Which month is looked through, and how many pages there are."""

from __future__ import annotations

import pytest

from cogs.archive.rules import NotAMonth, checked_month, pack_look, pages_of, read_look


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


def test_a_look_is_read_from_a_button_as_it_was_packed_and_what_is_missing_or_too_much_is_empty_or_left_out() -> None:
    assert read_look(pack_look(3, "language", "concern", "2026-03")) == ("3", "language", "concern", "2026-03")
    assert read_look("2") == ("2", "", "", "")
    assert read_look("1.a.b.c.d.e") == ("1", "a", "b", "c")
